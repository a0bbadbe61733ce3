import { describe, expect, test } from '@jest/globals'
import { type Json, matchesPattern } from './event-pattern.js'

const EVENT = {
  source: 'a',
  detail: {
    list: [
      { x: '1', y: '2' },
      { x: '3', y: '4' },
    ],
    many: ['red', 'green'],
    none: null,
    'with/slash': 'b, c, d',
  },
}

describe('a pattern', () => {
  test.each<[string, Json, boolean]>([
    ['a value', { source: ['a'] }, true],
    ['one of several values', { source: ['b', 'a'] }, true],
    ['another value', { source: ['b'] }, false],
    ['a member that is not there', { other: ['a'] }, false],
    ['one of a list', { detail: { many: ['green'] } }, true],
    ['null', { detail: { none: [null] } }, true],
    ['members of one of several objects', { detail: { list: { x: ['3'], y: ['4'] } } }, true],
    ['members of different objects', { detail: { list: { x: ['1'], y: ['4'] } } }, false],
    ['a beginning', { detail: { 'with/slash': [{ prefix: 'b, ' }] } }, true],
    ['no beginning', { detail: { 'with/slash': [{ prefix: 'c' }] } }, false],
    ['an end', { detail: { 'with/slash': [{ suffix: ', d' }] } }, true],
    ['no end', { detail: { 'with/slash': [{ suffix: 'c' }] } }, false],
    ['a wildcard', { detail: { 'with/slash': [{ wildcard: '*, c, *' }] } }, true],
    ['a wildcard at another place', { detail: { 'with/slash': [{ wildcard: '*, d, *' }] } }, false],
    ['a wildcard between two ends', { detail: { 'with/slash': [{ wildcard: 'b*d' }] } }, true],
    ['what is there', { source: [{ exists: true }] }, true],
    ['what is not there', { other: [{ exists: true }] }, false],
    ['what is not to be there', { other: [{ exists: false }] }, true],
  ])('with %s', (_what, pattern, matches) => expect(matchesPattern(pattern, EVENT)).toBe(matches))

  test.each<[string, Json]>([
    ['a value outside of a list', { source: 'a' }],
    ['an empty list', { source: [] }],
    ['nothing', {}],
    ['an operator that is not there', { source: [{ starts: 'a' }] }],
    ['two operators', { source: [{ prefix: 'a', suffix: 'a' }] }],
    ['two wildcards beside each other', { source: [{ wildcard: 'a**' }] }],
  ])('is refused with %s', (_what, pattern) => expect(() => matchesPattern(pattern, EVENT)).toThrow())
})
