/** The commits of the generated history: what happens to code in real projects, one thing after the other, then several at once. */
export interface Commit {
  readonly subject: string
  /** The whole tree after the commit. */
  readonly files: ReadonlyMap<string, string>
}

type Files = Map<string, string>
type Change = readonly [subject: string, change: (files: Files) => void]

/** Every commit changes the tree that the one before left. */
export function commitsOf(): Commit[] {
  const files: Files = new Map()
  return CHANGES.map(([subject, change]) => {
    change(files)
    return { subject, files: new Map(files) }
  })
}

function edit(files: Files, path: string, change: (text: string) => string): void {
  const text = files.get(path)
  if (text === undefined) throw new Error(`${path} is not there`)
  const changed = change(text)
  if (changed === text) throw new Error(`nothing changed in ${path}`)
  files.set(path, changed)
}

function move(files: Files, from: string, to: string, change: (text: string) => string = (text) => text): void {
  const text = files.get(from)
  if (text === undefined) throw new Error(`${from} is not there`)
  files.delete(from)
  files.set(to, change(text))
}

/** A function whose body nobody else has. */
function block(name: string, finding = 'danger(input)'): string {
  return `function ${name}(input) {\n  const ${name}Start = clock()\n  log("${name} begins", input)\n  ${finding}\n  log("${name} ends", ${name}Start)\n  return ${name}Start + 1\n}\n\n`
}

/** A function that differs from others only in its name. */
function twin(name: string): string {
  const filler = Array.from({ length: 9 }, (_, index) => `  step(${index})\n`).join('')
  return `function ${name}() {\n${filler}  danger(shared)\n${filler.replaceAll('step', 'after')}}\n\n`
}

const numbered = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, index) => make(index)).join('')
const indent = (text: string) => text.replace(/^(?=.)/gm, '    ')
const lines = (text: string) => text.split('\n')

/** Takes a line out, or puts others in its place. */
function atLine(text: string, find: string, replace: (line: string) => readonly string[], nth = 1): string {
  let seen = 0
  return lines(text)
    .flatMap((line) => {
      if (!line.includes(find)) return [line]
      seen += 1
      return seen === nth ? replace(line) : [line]
    })
    .join('\n')
}

const CHANGES: readonly Change[] = [
  [
    'a small program',
    (files) => {
      files.set('src/app.js', `${block('start')}${block('work', 'eval(input)')}${block('stop')}`)
      files.set('src/equal.js', `${twin('first')}${twin('second')}${twin('third')}`)
      files.set('src/lone.js', `${numbered(5, (n) => `setting(${n})\n`)}danger(lone)\n${numbered(5, (n) => `closing(${n})\n`)}`)
      files.set('src/list.js', `const all = [\n${numbered(6, (n) => `  danger(item), // ${n}\n`)}]\n`)
      files.set('lib/one/index.js', block('alpha'))
      files.set('lib/two/index.js', block('beta'))
      files.set('lib/same/a.js', `${twin('copy')}`)
      files.set('lib/same/b.js', `${twin('copy')}`)
      files.set('config/keys.txt', 'name=shop\nkey=1234 HARD-CODED\nmode=test\n')
      files.set('config/two.js', 'const both = [danger(left), danger(right)]\nconst again = [danger(x), danger(x)]\n')
      files.set('policy.txt', 'LICENSE\nSECURITY.md\nport 22\nport 80\n')
    },
  ],
  ['lines above', (files) => edit(files, 'src/app.js', (text) => `// Copyright\n// Somebody\n\n${text}`)],
  ['lines below', (files) => edit(files, 'src/app.js', (text) => `${text}exports.end = true\n`)],
  [
    'a line directly above a finding',
    (files) => edit(files, 'src/app.js', (text) => atLine(text, 'eval(input)', (line) => ['  check(input)', line])),
  ],
  [
    'a line directly below a finding',
    (files) => edit(files, 'src/app.js', (text) => atLine(text, 'eval(input)', (line) => [line, '  done()'])),
  ],
  ['re-indented', (files) => edit(files, 'src/app.js', indent)],
  ['line ends of Windows', (files) => edit(files, 'src/app.js', (text) => text.replaceAll('\n', '\r\n'))],
  ['line ends of Unix and tabs', (files) => edit(files, 'src/app.js', (text) => text.replaceAll('\r\n', '\n').replaceAll('    ', '\t'))],
  [
    'a block moved to the end',
    (files) =>
      edit(files, 'src/app.js', (text) => {
        const at = text.indexOf('\tfunction work')
        const end = text.indexOf('\tfunction stop')
        return text.slice(0, at) + text.slice(end) + text.slice(at, end)
      }),
  ],
  ['three blocks with an equal finding', (files) => files.set('src/swap.js', `${block('left')}${block('right')}${block('centre')}`)],
  ['two of them swapped', (files) => files.set('src/swap.js', `${block('right')}${block('left')}${block('centre')}`)],
  ['a block copied above its original', (files) => edit(files, 'src/equal.js', (text) => `${twin('zeroth')}${text}`)],
  ['a copied file', (files) => files.set('src/copy.js', files.get('src/app.js') ?? '')],
  ['another copied file under an earlier name', (files) => files.set('a/copy.js', files.get('src/lone.js') ?? '')],
  ['the first of several equal blocks deleted', (files) => edit(files, 'src/equal.js', (text) => text.replace(twin('zeroth'), ''))],
  ['the middle one of several equal blocks deleted', (files) => edit(files, 'src/equal.js', (text) => text.replace(twin('second'), ''))],
  [
    'an equal block added between',
    (files) => edit(files, 'src/equal.js', (text) => text.replace(twin('third'), `${twin('other')}${twin('third')}`)),
  ],
  [
    'a block deleted and another equal one added',
    (files) => edit(files, 'src/equal.js', (text) => `${text.replace(twin('first'), '')}${twin('last')}`),
  ],
  ['the first of a list deleted', (files) => edit(files, 'src/list.js', (text) => atLine(text, '// 0', () => []))],
  [
    'one of a list deleted, one added',
    (files) =>
      edit(files, 'src/list.js', (text) =>
        atLine(
          atLine(text, '// 3', () => []),
          '// 5',
          (line) => [line, '  danger(item), // 6'],
        ),
      ),
  ],
  ['edits in the lines after the finding', (files) => edit(files, 'src/lone.js', (text) => text.replace('closing(0)', 'closing(zero)'))],
  [
    'edits on both sides of the finding',
    (files) => edit(files, 'src/lone.js', (text) => text.replace('closing(1)', 'closing(one)').replace('setting(4)', 'setting(four)')),
  ],
  [
    'everything around the finding rewritten',
    (files) => edit(files, 'src/lone.js', (text) => text.replaceAll('setting', 'option').replaceAll('closing', 'finish')),
  ],
  ['a renamed file', (files) => move(files, 'src/lone.js', 'src/alone.js')],
  [
    'a renamed file with an edit beside the finding',
    (files) => move(files, 'src/alone.js', 'src/deep/single.js', (text) => text.replace('finish(zero)', 'finish(nothing)')),
  ],
  [
    'a renamed folder',
    (files) => {
      move(files, 'lib/one/index.js', 'modules/one/index.js')
      move(files, 'lib/two/index.js', 'modules/two/index.js')
      move(files, 'lib/same/a.js', 'modules/same/a.js')
      move(files, 'lib/same/b.js', 'modules/same/b.js')
    },
  ],
  [
    'a renamed folder with edits, names all the same',
    (files) => {
      move(files, 'modules/one/index.js', 'packages/uno/index.js', (text) => text.replace('alpha ends', 'alpha is over'))
      move(files, 'modules/two/index.js', 'packages/due/index.js', (text) => `// second\n${text.replace('beta ends', 'beta is over')}`)
    },
  ],
  [
    'a file and its new name swapped',
    (files) => {
      move(files, 'src/copy.js', 'src/temporary.js')
      edit(files, 'src/app.js', (text) => text.replace('// Somebody', '// Nobody'))
    },
  ],
  ['a finding fixed', (files) => edit(files, 'src/temporary.js', (text) => text.replace('eval(input)', 'safe(input)'))],
  ['and back again', (files) => edit(files, 'src/temporary.js', (text) => text.replace('safe(input)', 'eval(input)'))],
  ['a file deleted', (files) => files.delete('packages/uno/index.js')],
  [
    'the file restored elsewhere while its like is renamed',
    (files) => {
      files.set('packages/uno/index.js', block('alpha'))
      move(files, 'packages/due/index.js', 'packages/two/index.js')
    },
  ],
  ['a copy deleted', (files) => files.delete('a/copy.js')],
  ['the original renamed to where a copy once was', (files) => move(files, 'src/deep/single.js', 'a/copy.js')],
  [
    'one of two findings on a line gone',
    (files) => edit(files, 'config/two.js', (text) => text.replace('[danger(left), danger(right)]', '[danger(right)]')),
  ],
  ['lines above two findings on one line', (files) => edit(files, 'config/two.js', (text) => `"use strict"\n${text}`)],
  ['a finding without source fixed', (files) => files.set('LICENSE', 'All rights reserved\n')],
  [
    'of two findings that differ in a number the first one gone',
    (files) => edit(files, 'policy.txt', (text) => text.replace('port 22\n', '')),
  ],
  [
    'many alike files',
    (files) => {
      for (let n = 0; n < 30; n++) files.set(`plugins/old/${n}/plugin.js`, `register(${n}, "plugin number ${n} of thirty")\n${twin('run')}`)
    },
  ],
  [
    'their folder renamed',
    (files) => {
      for (let n = 0; n < 30; n++) move(files, `plugins/old/${n}/plugin.js`, `plugins/new/${n}/plugin.js`)
    },
  ],
  [
    'every other one renamed and edited',
    (files) => {
      for (let n = 0; n < 30; n += 2) {
        move(files, `plugins/new/${n}/plugin.js`, `plugins/new/${n}/main.js`, (text) =>
          text.replace('danger(shared)\n', `danger(shared)\n  trace(${n})\n`),
        )
      }
    },
  ],
  [
    'a long file of equal calls',
    (files) => {
      files.set(
        'src/long.js',
        numbered(400, (n) => `part(${n})\ndanger(value)\n`),
      )
    },
  ],
  [
    'its first, its fiftieth and its last call deleted',
    (files) =>
      edit(files, 'src/long.js', (text) =>
        text.replace('part(0)\ndanger(value)\n', '').replace('part(49)\ndanger(value)\n', '').replace('part(399)\ndanger(value)\n', ''),
      ),
  ],
  [
    'calls inserted all over it',
    (files) => edit(files, 'src/long.js', (text) => text.replace(/part\((\d*7)\)\n/g, 'part($1)\ndanger(value)\nmore($1)\n')),
  ],
  [
    'everything at once',
    (files) => {
      move(files, 'src/app.js', 'source/application.js', (text) => `${block('setup')}${text.replace('// Nobody', '// All')}`)
      move(files, 'src/equal.js', 'source/equal.js', (text) => text.replace(twin('other'), '').replaceAll('after(8)', 'after(eight)'))
      move(files, 'src/list.js', 'source/list.js', (text) => text.replace('const all', 'export const all'))
      edit(files, 'src/long.js', (text) => `${numbered(20, (n) => `head(${n})\n`)}${text.replace('part(100)\ndanger(value)\n', '')}`)
      edit(files, 'config/two.js', (text) => text.replaceAll('\n', '\r\n'))
      files.set('src/copied.js', `${files.get('source/equal.js') ?? ''}`)
    },
  ],
  ['nothing at all', () => undefined],
  [
    'everything deleted',
    (files) => {
      for (const path of [...files.keys()]) if (path.endsWith('.js')) files.delete(path)
    },
  ],
]
