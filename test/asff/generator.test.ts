import { describe, expect, test } from '@jest/globals'
import { generatorDetailsOf, generatorIdOf } from '../../src/asff/generator.js'
import { aRule } from './factories.js'

const tool = { name: 'Tool' }

describe('generatorIdOf', () => {
  test('is the tool and the rule', () => {
    expect(generatorIdOf(tool, aRule({ id: 'a/b' }))).toBe('Tool/a/b')
  })

  test('keeps an id of 512 characters whole', () => {
    const id = 'x'.repeat(507)
    expect(generatorIdOf(tool, aRule({ id }))).toBe(`Tool/${id}`)
  })

  test('tells long rules apart that only differ at their end', () => {
    const a = generatorIdOf(tool, aRule({ id: `${'😀'.repeat(600)}a` }))
    const b = generatorIdOf(tool, aRule({ id: `${'😀'.repeat(600)}b` }))
    expect(a).not.toBe(b)
    expect([...a]).toHaveLength(512)
    expect(a).toMatch(/^Tool\/(?:😀)+-[0-9a-f]{32}$/u)
  })

  test('is one line', () => {
    expect(generatorIdOf(tool, aRule({ id: 'a\n::error::b' }))).toBe('Tool/a ::error::b')
  })
})

describe('generatorDetailsOf', () => {
  test('has the rule, its words and ten labels', () => {
    const tags = [...Array(12).keys()].map(String)
    expect(generatorDetailsOf(aRule({ name: 'NoEval', title: 'No eval', tags: ['0', ...tags] }))).toEqual({
      Name: 'NoEval',
      Description: 'No eval',
      Labels: tags.slice(0, 10),
    })
  })

  test('takes the id for a name', () => {
    expect(generatorDetailsOf(aRule())).toEqual({ Name: 'js/xss' })
  })
})
