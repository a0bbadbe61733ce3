import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseTags, repositoryTags } from '../src/tags.js'

/** What a classic token of GitHub looks like; made of parts, so that nobody takes it for one. */
const TOKEN = `ghp_${'a1B2'.repeat(9)}`

describe('the lines of the input', () => {
  test('are pairs; blank ones and comments are none', () => {
    const text = '\n  team = payments \r\n# who pays\ncost-center=12=34\nurl=https://acme.example/a b:c_d.e/f+g@h\n'
    expect(parseTags(text)).toEqual({
      tags: { 'cost-center': '12=34', team: 'payments', url: 'https://acme.example/a b:c_d.e/f+g@h' },
      faults: [],
    })
  })

  test('give the same in whatever order', () => {
    expect(JSON.stringify(parseTags('b=1\na=2'))).toBe(JSON.stringify(parseTags('a=2\nb=1')))
  })

  test('of each that is wrong it is told where, what, and what was expected', () => {
    const long = 'x'.repeat(129)
    const text = ['ok=1', 'team', 'team=', '=x', 'AWS:team=x', `${long}=x`, `y=${'z'.repeat(257)}`, 'a,b=x', 'owner=R&D', 'ok=2'].join('\n')
    expect(parseTags(text)).toEqual({
      tags: { ok: '1' },
      faults: [
        'line 2 is "team", expected key=value',
        'line 3 is "team=", expected key=value',
        'line 4 is "=x", expected key=value',
        'line 5 has the key "AWS:team", expected none that begins with aws:, which AWS keeps for itself',
        'line 6 has a key of 129 characters, expected at most 128',
        'line 7 has a value of 257 characters, expected at most 256',
        'line 8 has "," in "a,b", expected letters from A to Z, digits, blanks and _ . : / = + - @ only',
        'line 9 has "&" in "R&D", expected letters from A to Z, digits, blanks and _ . : / = + - @ only',
        'line 10 sets "ok" a second time after line 1, expected each key once',
      ],
    })
  })

  test('are at most fifty', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=v`).join('\n')
    expect(parseTags(lines(50)).faults).toEqual([])
    expect(parseTags(lines(51)).faults).toEqual(['has 51 tags, expected at most 50'])
  })

  test.each([`deploy=${TOKEN}`, 'password=hunter2-Zebra'])('are no place for a credential, which is not repeated: %s', (line) => {
    const { tags, faults } = parseTags(`a=b\n${line}`)
    expect(tags).toEqual({ a: 'b' })
    expect(faults).toEqual(['line 2 looks like a credential, expected none: whoever may read findings reads tags'])
  })
})

describe('custom properties', () => {
  test('are tags: text, lists in the order of the alphabet, yes and no; what is not set is none', () => {
    const properties = { team: 'shop', data: ['pii', 'cards', 'pii'], internal: true, public: 'false', tier: null, old: '', none: [] }
    expect(repositoryTags({}, properties)).toEqual({
      tags: { data: 'cards+pii', internal: 'true', public: 'false', team: 'shop' },
      notices: [],
    })
  })

  test("give way to the workflow's own tags of the same key, without a word", () => {
    expect(repositoryTags({ team: 'mine' }, { team: 'R&D', tier: '1' })).toEqual({ tags: { team: 'mine', tier: '1' }, notices: [] })
  })

  test('are made to fit or left out, counted and told', () => {
    const properties = {
      cost$center: 'a&b — 😀',
      'cost#center': 'x',
      long: 'x'.repeat(300),
      odd: { a: 1 },
      nested: [['a']],
      'aws:x': 'y',
      deploy: TOKEN,
      ' ': 'blank',
    }
    const { tags, notices } = repositoryTags({}, properties)
    expect(tags).toEqual({ cost_center: 'x', long: 'x'.repeat(256) })
    expect(notices).toEqual([
      'Custom properties of the repository, which are tags of its findings: ' +
        '3 were left out, because it is no custom property as GitHub has them (" ", "nested", "odd"); ' +
        '1 was left out, because its name begins with aws:, which AWS keeps for itself ("aws:x"); ' +
        '2 were changed to what Security Hub takes in tags ("cost#center", "long"); ' +
        '1 was left out, because its name with the characters of tags is that of another one ("cost$center"); ' +
        '1 was left out, because it looks like a credential ("deploy").',
    ])
  })

  test('lose what tags do not have, character by character', () => {
    expect(repositoryTags({}, { owner: 'R&D — 😀' }).tags).toEqual({ owner: 'R_D _ _' })
  })

  test('fill up to fifty tags, in the order of their names', () => {
    const own = Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`own-${index}`, 'v']))
    const properties = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${9 - index}`, 'v']))
    const { tags, notices } = repositoryTags(own, properties)
    expect(Object.keys(tags)).toHaveLength(50)
    expect(tags).toMatchObject({ p0: 'v', p1: 'v' })
    expect(notices).toEqual([
      expect.stringContaining('8 were left out, because there are at most 50 tags ("p2", "p3", "p4", "p5", "p6", and 3 more)'),
    ])
  })

  test('of whatever payload give what Security Hub takes', () => {
    const names = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'aws:', 'toString'))
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (properties) => {
        const { tags } = repositoryTags({}, properties)
        for (const [key, value] of Object.entries(tags)) {
          expect(key).toMatch(/^(?!aws:)(?! +$)[A-Za-z0-9 _.:/=+@-]{1,128}$/i)
          expect(value).toMatch(/^(?! +$)[A-Za-z0-9 _.:/=+@-]{1,256}$/)
        }
        expect(Object.keys(tags).length).toBeLessThanOrEqual(50)
      }),
    )
  })
})
