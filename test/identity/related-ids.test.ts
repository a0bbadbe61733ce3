import { expect, test } from '@jest/globals'
import { relatedIds } from '../../src/identity/related-ids.js'

test.each([
  ['AVD-DS-0002', 'DS-0002'],
  ['AVD-DS-0002', 'DS002'],
  ['DS-0002', 'ds002'],
  ['tmp.rules.python-eval', 'rules.python-eval'],
  ['rules/python-eval', 'rules.python-eval'],
  ['semi', '@stylistic/semi'],
  ['node/no-deprecated-api', 'n/no-deprecated-api'],
  ['G101', 'gosec.G101'],
  ['com.acme.rules.NoEval', 'NoEval'],
])('%s and %s are one id, whichever was first', (one, other) => {
  expect(relatedIds([one]).of(other)).toEqual([one])
  expect(relatedIds([other]).of(one)).toEqual([other])
})

test.each([
  ['CKV_AWS_20', 'CKV2_AWS_20'],
  ['DS-0002', 'DS-0020'],
  ['SQL-0001', 'XSS-0001'],
  ['aws.1', 'azure.1'],
  ['aws/DS-2', 'azure/DS-2'],
  ['no-implied-eval', 'eval'],
  ['no-eval', 'no-implied-eval'],
  ['java/default', 'python/default'],
  ['A.1001', '1001'],
  ['règle-1', 'rägle-1'],
  ['', '-'],
])('%s and %s are two', (one, other) => {
  expect(relatedIds([one]).of(other)).toEqual([])
  expect(relatedIds([other]).of(one)).toEqual([])
})

test('an id in another namespace counts only where none is closer', () => {
  const ids = relatedIds(['no-extra-semi', '@typescript-eslint/no-extra-semi'])
  expect(ids.of('@stylistic/no-extra-semi')).toEqual(['no-extra-semi'])
  expect(ids.of('no-extra-semi')).toEqual(['@typescript-eslint/no-extra-semi'])
})
