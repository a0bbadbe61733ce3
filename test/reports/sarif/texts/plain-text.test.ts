import { describe, expect, test } from '@jest/globals'
import { plainLinks } from '../../../../src/reports/vocabulary/plain-links.js'
import { multiformatText, plainText } from '../../../../src/reports/vocabulary/plain-text.js'

describe('plain text', () => {
  test.each([
    ['has links reduced to their text', 'See [the docs](https://example.com/a_(b)) now.', 'See the docs now.'],
    ['has images reduced to their text', '![diagram](a.png)', 'diagram'],
    ['has addresses in angle brackets without them', 'See <https://example.com/x>.', 'See https://example.com/x.'],
    ['has no heading marks', '# Title\n\n## Sub\ntext', 'Title\n\nSub\ntext'],
    ['has no bold marks', '**Vulnerability CVE-1**', 'Vulnerability CVE-1'],
    ['has table rows without rulers', '| A | B |\n| --- | :-: |\n|1|2|', 'A | B\n1 | 2'],
    ['has code without fences', 'Do:\n```js\nconst a = [1](2)\n```\nend', 'Do:\nconst a = 1\nend'],
    ['has quotes without marks', '> quoted\n> > deep', 'quoted\ndeep'],
    ['has no rulers', 'a\n\n---\n\nb', 'a\n\nb'],
    ['has known HTML tags removed', '<p>Use <a href="https://x">this</a><br/>and <code>that</code>.</p>', 'Use this\nand that.'],
    ['has entities resolved once', '&lt;b&gt; &amp;lt; &quot;x&quot; &#39;y&#39;', '<b> &lt; "x" \'y\''],
    [
      'keeps what is code and not markup',
      'List<T> __init__ snake_case *args a * b 0 < x > 1',
      'List<T> __init__ snake_case *args a * b 0 < x > 1',
    ],
    ['keeps tags that are not known', 'uses <form> and <Replace key="x"/>', 'uses <form> and <Replace key="x"/>'],
    ['keeps inline code', 'Avoid `eval`.', 'Avoid `eval`.'],
    ['keeps markup in inline code', '`&apos;` and `<br>` and `**kwargs`', '`&apos;` and `<br>` and `**kwargs`'],
    ['keeps type arguments', 'List<B>, Component<P>, Other<P> and Map<A, B>', 'List<B>, Component<P>, Other<P> and Map<A, B>'],
    [
      'keeps arguments and powers',
      'f(**a, **b), g(**c)(**d), 2**3 + 4**5, src/** lib/**',
      'f(**a, **b), g(**c)(**d), 2**3 + 4**5, src/** lib/**',
    ],
    [
      'keeps tags that it is about',
      'An <img> needs alt, <b> is no <strong>, the <br> element',
      'An <img> needs alt, <b> is no <strong>, the <br> element',
    ],
    ['keeps tags in quotes', `'<br>' and "<p>"`, `'<br>' and "<p>"`],
    [
      'keeps what a scanner sent',
      '<a href="javascript:x">y</a> <img src=x onerror=z>',
      '<a href="javascript:x">y</a> <img src=x onerror=z>',
    ],
    ['keeps one line that begins like a block', '> 80 characters', '> 80 characters'],
    ['keeps a comment', '# noqa is not used', '# noqa is not used'],
    ['keeps entities of control characters', 'a&#0;b&#27;c&#xd800;', 'a&#0;b&#27;c&#xd800;'],
    ['has half an element removed', '<span>This leaks.', 'This leaks.'],
    ['has numbered and typographic entities resolved', '&#x27;a&#39; &#8220;b&rdquo; &hellip;', `'a' “b” …`],
    ['has elements in upper case removed', 'One.<BR><B>Two</B>', 'One.\nTwo'],
    ['is trimmed, with one kind of line end', '  a\r\nb  \r\n', 'a\nb'],
  ])('%s', (_, markup, text) => {
    expect(plainText(markup)).toBe(text)
  })

  test('takes a moment for a megabyte that is made to be slow', () => {
    const hostile = ['[', '![a](', '[a](b', '](((', '**', '<a ', '<', '|-', '-', ' ', '> ', '`', '&', '#', '\\[', '<https://', '~~~\n']
    for (const part of hostile) {
      const text = part.repeat(Math.ceil(1_000_000 / part.length))
      expect(typeof plainText(`|${text}x`)).toBe('string')
    }
  })
})

describe('links in a message', () => {
  test('may hold escaped brackets', () => {
    expect(plainLinks('[a\\[0\\]](1)')).toBe('a[0]')
  })
  test('are only links when a target without spaces follows', () => {
    expect(plainLinks('a[0](b c) and x[1]')).toBe('a[0](b c) and x[1]')
  })
})

describe('a multiformat text', () => {
  test('is its text, else its Markdown, else nothing', () => {
    expect(multiformatText({ text: 'a', markdown: '**b**' })).toBe('a')
    expect(multiformatText({ text: '', markdown: '**b**' })).toBe('b')
    expect(multiformatText({ text: ' ' })).toBeUndefined()
    expect(multiformatText('a')).toBeUndefined()
  })
})
