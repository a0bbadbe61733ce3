/** Random documents for comparing our reading with `JSON.parse`. */

export type Random = () => number

/** A small deterministic generator (mulberry32): a failure can be repeated from its seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

const TEXTS = ['', 'a', '"', '\\', '\n', 'é', '😀', '[{,:}]', 'runs', 'results', '__proto__', 'constructor', '\u2028', 'x'.repeat(30)]
/** Without those of one escaped character: `JSON.parse` itself may take the key for a backslash (V8 11.3, in Node.js 20). */
const KEYS = TEXTS.filter((text) => text.length !== 1 || JSON.stringify(text).length === 3)
const NUMBERS = ['0', '-0', '1', '-12', '3.25', '1e5', '-2.5E-3', '1E+2', '123456789012345678901234567890']
const SPACES = ['', '', '', ' ', '\n', '\t ', '\r\n  ']

const space = (random: Random) => pick(random, SPACES)

/** A string literal in which characters may be written as escapes. */
function literal(random: Random, text: string): string {
  return `"${[...text].map((character) => (random() < 0.2 ? asEscapes(character) : JSON.stringify(character).slice(1, -1))).join('')}"`
}

function keyLiteral(random: Random, key: string): string {
  return key.length > 1 ? literal(random, key) : JSON.stringify(key)
}

/** One escape per UTF-16 unit. */
function asEscapes(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}

export function randomValue(random: Random, depth: number): string {
  const kind = depth === 0 ? Math.floor(random() * 3) : Math.floor(random() * 5)
  if (kind === 0) return pick(random, ['true', 'false', 'null'])
  if (kind === 1) return pick(random, NUMBERS)
  if (kind === 2) return literal(random, pick(random, TEXTS))
  const items = Array.from({ length: Math.floor(random() * 4) }, () => randomValue(random, depth - 1))
  return kind === 3
    ? arrayOf(random, items)
    : objectOf(
        random,
        items.map((item) => [pick(random, KEYS), item]),
      )
}

export function arrayOf(random: Random, items: readonly string[]): string {
  return `[${items.map((item) => `${space(random)}${item}${space(random)}`).join(',') || space(random)}]`
}

export function objectOf(random: Random, members: readonly (readonly [string, string])[]): string {
  const written = members.map(
    ([key, value]) => `${space(random)}${keyLiteral(random, key)}${space(random)}:${space(random)}${value}${space(random)}`,
  )
  return `{${written.join(',') || space(random)}}`
}

/** Something like a SARIF log: `runs` and `results` in all sorts of places, of all sorts of kinds, sometimes twice. */
export function randomLog(random: Random): string {
  const members = Array.from({ length: Math.floor(random() * 4) }, (): [string, string] => [pick(random, KEYS), randomValue(random, 2)])
  const runs: [string, string] = [
    'runs',
    random() < 0.9
      ? arrayOf(
          random,
          Array.from({ length: Math.floor(random() * 4) }, () => randomRun(random)),
        )
      : randomValue(random, 3),
  ]
  const all = random() < 0.1 ? [...members, runs, ['runs', arrayOf(random, [randomRun(random)])] as const] : [runs, ...members]
  return objectOf(random, random() < 0.5 ? all : all.toReversed())
}

function randomRun(random: Random): string {
  if (random() < 0.1) return randomValue(random, 2)
  const results = () =>
    arrayOf(
      random,
      Array.from({ length: Math.floor(random() * 12) }, () => randomValue(random, 3)),
    )
  const members: [string, string][] = [['tool', randomValue(random, 2)]]
  if (random() < 0.9) members.push(['results', random() < 0.9 ? results() : randomValue(random, 2)])
  if (random() < 0.5) members.push(['artifacts', randomValue(random, 3)])
  if (random() < 0.1) members.push(['results', random() < 0.5 ? results() : 'null'])
  return objectOf(random, members)
}
