/** Damages parsed reports, the same way each time for the same seed. */

/** What stands in a report where something else should be. */
const WRONG: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 60,
  1e300,
  '',
  ' ',
  'text',
  '../../../etc/passwd',
  'C:\\Users\\a\\b.txt',
  'file:///tmp/%2e%2e/x',
  'javascript:alert(1)',
  'https://user:pass@host.invalid/',
  '::error::x\n\u202e\u0000\ud800',
  'CVE-2024-1234',
  `CVE-${'9'.repeat(200)}`,
  'x'.repeat(20_000),
  [],
  [null],
  ['a', 1, null, {}],
  {},
  JSON.parse('{"__proto__":{"polluted":1},"constructor":"x"}'),
]

/** How many places of a document are damaged at once. */
const DAMAGES = 4

/** @returns a copy of the value with some of its parts replaced, left out or doubled */
export function damaged(value: unknown, seed: number): unknown {
  const random = randomNumbers(seed)
  let copy = structuredClone(value)
  for (let count = 0; count < DAMAGES; count++) copy = damageSomewhere(copy, random)
  return copy
}

function damageSomewhere(value: unknown, random: () => number): unknown {
  const goOn = random() < 0.85
  if (Array.isArray(value) && value.length > 0 && goOn) {
    const index = Math.floor(random() * value.length)
    const result = damageSomewhere(value[index], random)
    return random() < 0.05 ? value.toSpliced(index, 1) : value.with(index, result)
  }
  if (value instanceof Map) return damagedMap(value, random)
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && goOn) return damagedObject(value, random)
  return WRONG[Math.floor(random() * WRONG.length)]
}

function damagedObject(value: object, random: () => number): unknown {
  const entries = Object.entries(value)
  const index = Math.floor(random() * entries.length)
  const [key, member] = entries[index] ?? ['added', null]
  // The frame of an XML element is our own and always whole.
  if (isElement(value)) return { ...value, [key]: damagedPart(key, member, random) }
  if (random() < 0.1) return Object.fromEntries(entries.toSpliced(index, 1))
  const result = damageSomewhere(member, random)
  return Object.fromEntries([...entries.toSpliced(index, 1), [key, result]])
}

function isElement(value: object): boolean {
  return 'attributes' in value && value.attributes instanceof Map
}

function damagedPart(key: string, member: unknown, random: () => number): unknown {
  if (member instanceof Map) return damagedMap(member, random)
  if (!Array.isArray(member)) return key === 'name' && random() < 0.8 ? member : 'text'
  if (member.length === 0) return member
  const index = Math.floor(random() * member.length)
  const child: unknown = member[index]
  return random() < 0.1 ? member.toSpliced(index, 1) : member.with(index, damagedObject(child as object, random))
}

function damagedMap(value: ReadonlyMap<unknown, unknown>, random: () => number): unknown {
  const texts = WRONG.filter((wrong) => typeof wrong === 'string')
  const entries = [...value].map(([key, member]) => [key, random() < 0.5 ? member : texts[Math.floor(random() * texts.length)]] as const)
  return new Map(random() < 0.2 ? entries.slice(1) : entries)
}

/** Numbers from 0 to 1. A linear congruential generator with the constants of Numerical Recipes. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
