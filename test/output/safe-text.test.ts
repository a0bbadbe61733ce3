import { describe, expect, test } from '@jest/globals'
import {
  forCommandData,
  forCommandProperty,
  forHtml,
  forLog,
  forLogLines,
  forMarkdown,
  oneLine,
  safeUrl,
  visibleText,
} from '../../src/output/safe-text.js'
import { elementsOf, type Rendered, render } from '../support/github-markdown.js'
import { HOSTILE, randomHostile } from '../support/hostile.js'
import { parseCommand, readByRunner } from '../support/runner-commands.js'

const TEXTS = [...HOSTILE, ...randomHostile(400)]

describe('visibleText', () => {
  test('keeps letters, accents, emoji and the joiners that scripts and emoji are written with', () => {
    const text = 'naïve 日本語 می\u200Cخواهم 👩\u200D💻 ✓'
    expect(visibleText(text)).toBe(text)
  })

  test.each([
    '\u202A',
    '\u202E',
    '\u2066',
    '\u2069',
    '\u200E',
    '\u200F',
    '\u061C',
    '\u200B',
    '\uFEFF',
    '\u{E0041}',
    '\u0000',
    '\u001B',
    '\u009B',
    '\u00AD',
    '\uD800',
  ])('shows that %j was there', (char) => {
    expect(visibleText(`a${char}b`)).toBe('a\uFFFDb')
  })

  test.each(['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\v', '\f'])('takes %j for one line break', (lineBreak) => {
    expect(visibleText(`a${lineBreak}b`)).toBe('a\nb')
  })

  test('gives a line its white space as single spaces and none at the ends', () => {
    expect(oneLine('  a \t b\r\n\r\nc\u00A0 ')).toBe('a b c')
  })
})

describe('the log', () => {
  test('has no command in any hostile text', () => {
    const lines = TEXTS.flatMap((text) => [forLog(text), ...forLogLines(text)])
    expect(lines.filter((line) => parseCommand(line) !== undefined || /[\n\r]/.test(line))).toEqual([])
  })

  test('leaves harmless text alone', () => {
    expect(forLog('std::vector at a::b, ## [x], 100%')).toBe('std::vector at a::b, ## [x], 100%')
  })

  test('keeps the indentation of lines, so that YAML can be copied', () => {
    expect(forLogLines('permissions:\n  id-token: write  \n')).toEqual(['permissions:', '  id-token: write', ''])
  })

  test('cuts a line that nobody would read and shows that it did', () => {
    const cut = `${'x'.repeat(1999)}…`
    expect(forLog('x'.repeat(5000))).toBe(cut)
    expect(forLogLines(`${'x'.repeat(5000)}\n${'x'.repeat(2000)}`)).toEqual([cut, 'x'.repeat(2000)])
  })

  test('the runner would find the commands if they were printed as they are', () => {
    const found = HOSTILE.flatMap((text) => readByRunner(text).commands)
    expect(found.length).toBeGreaterThan(10)
  })
})

describe('command data and properties', () => {
  test('data keeps its lines and shows no group or error of its own in the log', () => {
    expect(forCommandData('a\r\n##[group]b\n::error::c')).toBe('a\n# #[group]b\n: :error::c')
  })

  test('a property is one line of at most the limit', () => {
    expect(forCommandProperty('a\nb', 10)).toBe('a b')
    expect(forCommandProperty('abcdefghijkl', 10)).toBe('abcdefghi…')
  })
})

describe('Markdown', () => {
  /** Every sort of place where text of others is put. */
  const PLACES: Record<string, (text: string) => string> = {
    paragraph: (text) => text,
    heading: (text) => `## ${text}`,
    'list item': (text) => `- ${text}`,
    'table cell': (text) => `| a | b |\n| --- | --- |\n| ${text} | x |`,
    'strong in a table cell': (text) => `| a | b |\n| --- | --- |\n| <strong>${text}</strong><br>x | x |`,
    'link label': (text) => `[${text}](https://docs.example/)`,
    summary: (text) => `<details><summary>${text}</summary>\n\nx\n\n</details>`,
  }

  describe.each(Object.entries(PLACES))('in a %s', (_, place) => {
    const innocent = render(place('innocent'))

    test('hostile text shows as it is and is nothing but text', () => {
      const shown = TEXTS.map(oneLine)
        .filter((line) => line !== '')
        .map((line) => ({ line, rendered: render(place(forMarkdown(line))) }))
      const broken = shown.filter(({ line, rendered }) => !isOnlyText(rendered, innocent, line))
      expect(broken).toEqual([])
    })
  })

  test('the same texts would be markup, links and references if they were not escaped', () => {
    const shown = HOSTILE.map((text) => render(text))
    expect(shown.flatMap((each) => elementsOf(each, 'a')).length).toBeGreaterThan(8)
    expect(shown.flatMap((each) => elementsOf(each, 'img')).length).toBeGreaterThan(1)
    expect(shown.flatMap((each) => elementsOf(each, 'td')).length).toBeGreaterThan(1)
    expect(shown.flatMap((each) => each.linked).length).toBeGreaterThan(8)
  })

  test('ordinary words are left readable', () => {
    expect(forMarkdown('Use of eval (CWE-95), see line 12. C++ and a-b.')).toBe('Use of eval (CWE-95), see line 12. C++ and a-b.')
  })

  test('a lone colon, a C++ scope and a percent sign need nothing', () => {
    expect(forMarkdown('note: a::b 50%')).toBe('note: a::b 50%')
  })
})

describe('HTML', () => {
  test('hostile text stays text within <pre>', () => {
    const broken = TEXTS.filter((text) => {
      const shown = render(`<pre>x${forHtml(text)}</pre>`)
      return shown.elements.join() !== 'pre' || shown.text !== `x${visibleText(text)}`
    })
    expect(broken).toEqual([])
  })
})

describe('safeUrl', () => {
  test.each([
    ['https://cwe.mitre.org/data/definitions/79.html', 'https://cwe.mitre.org/data/definitions/79.html'],
    ['http://example.com', 'http://example.com/'],
    ['https://example.com/a?x=1&y=2#z', 'https://example.com/a?x=1&y=2#z'],
    ['https://example.com/a b(c)[d]|e', 'https://example.com/a%20b%28c%29[d]%7Ce'],
    ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
    ["https://example.com/?q='`{$", 'https://example.com/?q=%27%60%7B%24'],
    ['https://example.com/%2F%20', 'https://example.com/%2F%20'],
    ['https://exämple.com/ä', 'https://xn--exmple-cua.com/%C3%A4'],
    ['HTTPS://EXAMPLE.COM/A', 'https://example.com/A'],
  ])('%j may be linked as %j', (text, url) => {
    expect(safeUrl(text)).toBe(url)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.com/',
    'vbscript:x',
    '//example.com/x',
    '/relative',
    'example.com',
    '',
    'https://',
    'https://github.com@evil.example/',
    'https://user:secret@example.com/',
    'https://:secret@example.com/',
    `https://example.com/${'a'.repeat(2048)}`,
  ])('%j may not be linked', (text) => {
    expect(safeUrl(text)).toBeUndefined()
  })

  test('an address with hostile text in it stays within its link', () => {
    const urls = TEXTS.map((text) => safeUrl(`https://example.com/${text}`)).filter((url) => url !== undefined)
    expect(urls.length).toBeGreaterThan(TEXTS.length / 2)
    expect(urls.filter((url) => !/^https:\/\/example\.com\/[^\s"'()<>\\^`{|}$]*$/.test(url))).toEqual([])
  })
})

/** Whether a place holds exactly the elements it would hold with an innocent word, and the text in the word's stead. */
function isOnlyText(shown: Rendered, innocent: Rendered, line: string): boolean {
  const elements = shown.elements.filter((element) => element !== 'span')
  return (
    elements.join() === innocent.elements.join() &&
    shown.linked.length === 0 &&
    shown.comments === 0 &&
    shown.text.replaceAll('\u200B', '').trim() === innocent.text.replace('innocent', () => line).trim()
  )
}
