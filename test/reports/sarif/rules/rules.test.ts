import { describe, expect, test } from '@jest/globals'
import { readComponents } from '../../../../src/reports/sarif/rules/components.js'
import { lookUpRule } from '../../../../src/reports/sarif/rules/rules.js'

const DRIVER = {
  name: 'driver',
  guid: 'AAAA',
  rules: [
    { id: 'abc/def' },
    { id: 'CA1000', guid: 'aB11', name: 'first' },
    { id: 'CA1000', name: 'second' },
    { id: 'NEW', deprecatedIds: ['OLD'] },
  ],
}
const EXTENSION = { name: 'pack', guid: 'bbbb', rules: [{ id: 'js/x' }, { id: 'NEW' }] }
const COMPONENTS = readComponents({ tool: { driver: DRIVER, extensions: [EXTENSION, null] } })
const find = (result: object) => lookUpRule(COMPONENTS, result as { [key: string]: unknown })

describe('the rule of a result', () => {
  test.each([
    ['an id below a rule, part by part', { ruleId: 'abc/def/ghi' }, DRIVER.rules[0], 'abc/def/ghi'],
    ['an id that only begins like a rule', { ruleId: 'abc/defg' }, undefined, 'abc/defg'],
    ['an id that two rules have', { ruleId: 'CA1000' }, DRIVER.rules[1], 'CA1000'],
    ['an id that two rules have, with an index', { ruleId: 'CA1000', ruleIndex: 2 }, DRIVER.rules[2], 'CA1000'],
    ['an id below a rule, with rule.index', { ruleId: 'CA1000/1', rule: { index: 1 } }, DRIVER.rules[1], 'CA1000/1'],
    ['an index into an extension', { rule: { index: 0, toolComponent: { index: 0 } } }, EXTENSION.rules[0], 'js/x'],
    ['a component by guid, in any case', { rule: { index: 0, toolComponent: { guid: 'BBBB' } } }, EXTENSION.rules[0], 'js/x'],
    ['a component by name', { rule: { id: 'js/x', toolComponent: { name: 'pack' } } }, EXTENSION.rules[0], 'js/x'],
    ['a component that is not there', { ruleId: 'js/x', rule: { toolComponent: { index: 9 } } }, EXTENSION.rules[0], 'js/x'],
    ['an id of an extension', { ruleId: 'js/x' }, EXTENSION.rules[0], 'js/x'],
    ['a rule by guid, in any case', { rule: { guid: 'Ab11' } }, DRIVER.rules[1], 'CA1000'],
    ['a guid that the id contradicts', { ruleId: 'NEW', rule: { guid: 'aB11' } }, DRIVER.rules[1], 'NEW'],
    [
      'an id of the component that is named, not of the driver',
      { rule: { id: 'NEW', toolComponent: { index: 0 } } },
      EXTENSION.rules[1],
      'NEW',
    ],
    ['an id that the component that is named does not have', { rule: { id: 'CA1000', toolComponent: { index: 0 } } }, undefined, 'CA1000'],
    ['a deprecated id', { ruleId: 'OLD' }, DRIVER.rules[3], 'OLD'],
    ['the index -1, which is none', { ruleId: 'CA1000', ruleIndex: -1 }, DRIVER.rules[1], 'CA1000'],
    ['an index that is text', { ruleId: 'NEW', ruleIndex: '0' }, DRIVER.rules[3], 'NEW'],
    ['an id in rule only', { rule: { id: 'NEW' } }, DRIVER.rules[3], 'NEW'],
    ['nothing at all', {}, undefined, undefined],
    ['an id that every object has', { ruleId: 'constructor' }, undefined, 'constructor'],
  ])('is found by %s', (_, result, descriptor, id) => {
    const found = find(result)
    expect(found.descriptor).toBe(descriptor)
    expect(found.id).toBe(id)
    expect(found.problem).toBeUndefined()
  })

  test('is looked up by id when the index is out of range, and that is noted', () => {
    expect(find({ ruleId: 'NEW', ruleIndex: 99 })).toMatchObject({ descriptor: DRIVER.rules[3], problem: 'rule-index-out-of-range' })
    expect(find({ ruleId: 'x', ruleIndex: 99 })).toMatchObject({ descriptor: undefined, problem: 'rule-index-out-of-range' })
  })

  test('is not the one at an index that leads to another id', () => {
    const found = find({ ruleId: 'zzz', ruleIndex: 0 })
    expect(found).toMatchObject({ id: 'zzz', problem: 'rule-id-mismatch' })
    expect(found.descriptor).toBeUndefined()
  })

  test.each([
    ['by the parent of its id', 'CA1000/7', DRIVER.rules[1]],
    ['in an extension', 'js/x', EXTENSION.rules[0]],
    ['by an id that the rule had before', 'OLD', DRIVER.rules[3]],
    ['by a part of an id that the rule had before', 'OLD/7', DRIVER.rules[3]],
  ])('is found %s when the index leads to another', (_, ruleId, descriptor) => {
    const found = find({ ruleId, ruleIndex: 0 })
    expect(found.descriptor).toBe(descriptor)
    expect(found).toMatchObject({ id: ruleId, problem: 'rule-id-mismatch' })
  })

  test('is the one at the index when that is called by its name and no other has it for an id', () => {
    const components = readComponents({ tool: { driver: { rules: [{ id: 'a', name: 'b' }, { id: 'b' }, { id: 'c', name: 'd' }] } } })
    expect(lookUpRule(components, { ruleId: 'b', ruleIndex: 0 }).descriptor).toMatchObject({ id: 'b' })
    expect(lookUpRule(components, { ruleId: 'd', ruleIndex: 2 }).descriptor).toMatchObject({ id: 'c' })
  })

  test('is found by a guid that it had before', () => {
    const components = readComponents({
      tool: {
        driver: {
          rules: [
            { id: 'a', deprecatedGuids: ['22'] },
            { id: 'b', guid: '22' },
          ],
        },
      },
    })
    expect(lookUpRule(components, { rule: { guid: '22' } }).id).toBe('b')
    expect(
      lookUpRule(readComponents({ tool: { driver: { rules: [{ id: 'a', deprecatedGuids: ['22'] }] } } }), { rule: { guid: '22' } }).id,
    ).toBe('a')
  })

  test('is not the one at the index whose id the id only begins with, without a slash behind it', () => {
    expect(find({ ruleId: 'abc/defg', ruleIndex: 0 }).problem).toBe('rule-id-mismatch')
    expect(find({ ruleId: 'abc/def/g', ruleIndex: 0 }).problem).toBeUndefined()
  })

  test('is the one with the id when a tool writes the index 0 on every result', () => {
    expect(find({ ruleId: 'NEW', ruleIndex: 0 })).toMatchObject({ id: 'NEW', descriptor: DRIVER.rules[3], problem: 'rule-id-mismatch' })
  })

  test('has the messages of its own component', () => {
    expect(find({ ruleId: 'js/x' }).component.data).toBe(EXTENSION)
    expect(find({ ruleId: 'nobody' }).component.data).toBe(DRIVER)
  })

  test('is not searched through thousands of parents of a hostile id', () => {
    expect(find({ ruleId: '/'.repeat(1_000_000) }).descriptor).toBeUndefined()
  })

  test('survives rules that are no objects', () => {
    const components = readComponents({ tool: { driver: { rules: [null, 7, { id: 'a' }] } } })
    expect(lookUpRule(components, { ruleId: 'a', ruleIndex: 0 })).toMatchObject({
      descriptor: { id: 'a' },
      problem: 'rule-index-out-of-range',
    })
    expect(lookUpRule(components, { ruleIndex: 2 }).id).toBe('a')
    expect(lookUpRule(readComponents({}), { ruleId: 'a' }).descriptor).toBeUndefined()
  })
})
