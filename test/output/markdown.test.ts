import { describe, expect, test } from '@jest/globals'
import { code, link, plain, prose, tableHead, tableRow } from '../../src/output/markdown.js'
import { oneLine } from '../../src/output/safe-text.js'
import { elementsOf, render } from '../support/github-markdown.js'
import { HOSTILE, randomHostile } from '../support/hostile.js'

const TEXTS = [...HOSTILE, ...randomHostile(1000, 7)]

function inCell(markdown: string) {
  return render(`${tableHead(['a', 'b'])}\n${tableRow([markdown, 'x'])}`)
}

const TABLE = ['table', 'thead', 'tr', 'th align="left"', 'th align="left"', 'tbody', 'tr', 'td align="left"', 'td align="left"']

/** All of a row but what stands in the first cell. */
function besidesTable(elements: readonly string[]): string[] {
  const rest = [...elements]
  for (const element of TABLE) {
    const index = rest.indexOf(element)
    if (index === -1) throw new Error(`the table lost its ${element}`)
    rest.splice(index, 1)
  }
  return rest
}

describe('plain', () => {
  test('cuts before it escapes, so that no reference is cut in two', () => {
    expect(plain('<'.repeat(10), 5)).toBe(`${'&#60;'.repeat(4)}…`)
  })
})

describe('prose', () => {
  test('makes code of what stands between backticks', () => {
    expect(prose('call `eval(x)` or ``b``', 100)).toBe('call `eval(x)` or `b`')
  })

  test('a backtick without a partner stays a backtick', () => {
    expect(render(prose('a `b` c `d', 100)).text.trim()).toBe('a b c `d')
  })

  test('hostile text brings nothing but code into a table', () => {
    const broken = TEXTS.filter((text) => {
      const shown = inCell(prose(text, 500))
      return shown.linked.length > 0 || besidesTable(shown.elements).some((element) => element !== 'code' && element !== 'span')
    })
    expect(broken).toEqual([])
  })
})

describe('code', () => {
  test.each([
    'src/a.js',
    'node_modules/@babel/core/#1.js',
    'www.example.com',
    'a`b',
    '``',
    '`a`',
    '`a',
    'a`',
    'a|b',
    'a\\|b',
    '<b>',
    '$x$',
    ':x:',
  ])('shows %j, which can be copied unchanged', (text) => {
    const shown = inCell(code(text))
    expect(besidesTable(shown.elements).filter((tag) => tag !== 'span')).toEqual(['code'])
    expect(shown.text.replace(/\s/g, '')).toBe(`ab${text}x`)
  })

  test('of nothing is nothing', () => {
    expect([code(''), code(' \n')]).toEqual(['', ''])
  })

  test('hostile text is one piece of code in a table and nothing else', () => {
    const broken = TEXTS.filter((text) => {
      const shown = inCell(code(text))
      const elements = besidesTable(shown.elements).filter((element) => element !== 'span')
      return shown.linked.length > 0 || elements.join() !== (oneLine(text) === '' ? '' : 'code')
    })
    expect(broken).toEqual([])
  })
})

describe('link', () => {
  test('links the label to an address that may be linked', () => {
    const shown = render(link(code('a.js:1'), 'https://example.com/a?x=1&copy=2'))
    expect(elementsOf(shown, 'a')).toEqual(['a href="https://example.com/a?x=1&copy=2"'])
    expect(shown.text).toBe('a.js:1')
    expect(elementsOf(render(link('label', 'https://example.com/a?x=1&copy;=2')), 'a')).toEqual([
      'a href="https://example.com/a?x=1&copy;=2"',
    ])
  })

  test('is the label alone where the address may not be linked', () => {
    expect(link('label', 'javascript:alert(1)')).toBe('label')
    expect(link('label', undefined)).toBe('label')
  })

  test('an address with hostile text in it makes one link, to that host', () => {
    const broken = TEXTS.filter((text) => {
      const rest = besidesTable(inCell(link('label', `https://docs.example/${text}`)).elements)
      return rest.length !== 1 || !rest[0]?.startsWith('a href="https://docs.example/')
    })
    expect(broken).toEqual([])
  })
})
