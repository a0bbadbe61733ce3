/** Text that wants to be more than text, in every syntax that something of ours is shown in. */

export const HOSTILE: readonly string[] = [
  // workflow commands
  '::add-mask::a',
  '  ::error file=README.md,line=1::forged',
  '\t::stop-commands::t',
  '\u0085::set-output name=outcome::imported',
  '\u00A0::debug::d',
  '\u001B[31m::group::x',
  'first\n::error::second',
  'first\r::error::second',
  'first\r\n##[error]second',
  'first\u2028::error::second',
  'text ##[add-matcher]/tmp/x.json',
  '###[error]x',
  '##[group]x',
  '%0A::error::x',
  '%250A',
  '100%,a=b:c',
  // Markdown
  '# heading',
  '- item',
  '+ item',
  '1. item',
  '2) item',
  '> quote',
  '===',
  '---',
  '***',
  ':--',
  '    indented',
  '| a | b |\n|---|---|\n| c | d |',
  'a | b',
  'a \\| b \\',
  '\\',
  '**strong** _em_ ~~gone~~ `code` ``more`` `open',
  '```js\nalert(1)\n```',
  '~~~\ncode\n~~~',
  '[link](https://evil.example)',
  '[link]: https://evil.example',
  '[^1]: note',
  '![image](https://evil.example/pixel.png)',
  '](https://evil.example)',
  '`](https://evil.example)`',
  '<https://evil.example>',
  'https://evil.example/path?a=b&c=d',
  'HTTP://EVIL.EXAMPLE',
  'ftp://evil.example',
  'www.evil.example',
  '(www.evil.example)',
  'mail person@evil.example',
  'mailto:person@evil.example',
  'xmpp:person@evil.example/x',
  'a@-b.example',
  '- [ ] task',
  '$x^2$ and $$y$$ and $`z`$',
  // HTML
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '</td></tr></table></details></summary></pre></code></sub></strong>',
  '<!-- comment -->',
  '<!--',
  '<details><summary>x',
  '<![CDATA[x]]>',
  '<?php x ?>',
  '&lt;b&gt; &amp; &#64;octocat &copy;',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  // what GitHub links
  '@octocat please',
  '@acme/security team',
  'x@octocat',
  '#123 and acme/shop#45 and GH-6',
  'gh-7',
  ':tada: :x: std::x::y :+1:',
  // unseen
  '\u202Egnp.exe',
  'a\u200Bb\u2066c\u2069',
  '\u{E0041}\u{E0042}',
  '\uD800 lone \uDC00',
  '\u0000\u0007\u001B]0;title\u0007',
  // keys and words of JavaScript
  '__proto__',
  'constructor',
  '$&$1$`',
]

/** Single characters and short runs that mean something somewhere, to be put together at random. */
// biome-ignore format: one fragment after the other
const FRAGMENTS: readonly string[] = [
  ...'`*_~#[]()<>!|\\&;:@$"\'=+-.%/{}^ \n\r\t0a1x',
  '::', '##[', 'www.', 'http://', 'https://e.example', '](', '![', '<!--', '-->', '<a ', '</td>', '&#64;', '&amp;', '``', '```', '~~', '@a', '#1', 'GH-1', ':x:', '|-|', '\u202E', '\u200B', '\uD83D\uDE00', '\uD83D', 'é', 'error]', 'error::',
]

/** The same texts for the same seed. */
export function randomHostile(number: number, seed = 1): string[] {
  const next = randomNumbers(seed)
  return Array.from({ length: number }, () =>
    Array.from({ length: 1 + (next() % 12) }, () => FRAGMENTS[next() % FRAGMENTS.length] ?? '').join(''),
  )
}

/** A linear congruential generator, Numerical Recipes' constants. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 8
  }
}
