import { describe, expect, test } from '@jest/globals'
import { type Json, readLog } from './support.js'

function read(log: Json, files: Json = {}) {
  const asked: string[] = []
  const readExternal = (uri: string) => {
    asked.push(uri)
    return Object.hasOwn(files, uri) ? files[uri] : undefined
  }
  const [run] = readLog(log, { readExternal })
  if (run === undefined) throw new Error('no run')
  const readings = [...run.readings()]
  return { run, readings, asked }
}

const TOOL = { driver: { name: 'T', rules: [{ id: 'R' }] } }
const external = (references: Json, more: Json = {}) => ({
  runs: [{ tool: TOOL, results: [{ ruleId: 'R' }], externalPropertyFileReferences: references, ...more }],
})

describe('external properties of a run', () => {
  test('are read from files beside the report: arrays are appended', () => {
    const { run, readings, asked } = read(
      external({ results: [{ location: { uri: 'more/results1.json' }, guid: 'AA' }, { location: { uri: 'results2.json' } }] }),
      {
        'more/results1.json': { guid: 'aa', results: [{ ruleId: 'X' }, null] },
        'results2.json': { results: [{ ruleId: 'Y' }] },
      },
    )
    expect(asked).toEqual(['more/results1.json', 'results2.json'])
    expect(readings.map(({ at }) => at)).toEqual([
      'runs[0].results[0]',
      'more/results1.json.results[0]',
      'more/results1.json.results[1]',
      'results2.json.results[0]',
    ])
    expect(readings.map(({ verdict }) => verdict)).toEqual(['problem', 'problem', 'unreadable', 'problem'])
    expect(run.problems()).toEqual([])
  })

  test('may be all the results there are', () => {
    const { run, readings } = read(
      { runs: [{ tool: TOOL, externalPropertyFileReferences: { results: [{ location: { uri: 'r.json' } }] } }] },
      { 'r.json': { results: [] } },
    )
    expect(readings).toEqual([])
    expect(run.complete()).toBe(true)
  })

  test('replace the driver and add artifacts, extensions, logical locations and taxonomies', () => {
    const log = {
      runs: [
        {
          tool: { driver: { name: 'Stub' } },
          results: [
            {
              ruleId: 'E',
              taxa: [{ id: '79', toolComponent: { index: 0 } }],
              locations: [{ physicalLocation: { artifactLocation: { index: 0 } }, logicalLocations: [{ index: 0 }] }],
            },
          ],
          externalPropertyFileReferences: {
            driver: { location: { uri: 'd.json' } },
            extensions: [{ location: { uri: 'e.json' } }],
            artifacts: [{ location: { uri: 'a.json' } }],
            logicalLocations: [{ location: { uri: 'a.json' } }],
            taxonomies: [{ location: { uri: 'a.json' } }],
          },
        },
      ],
    }
    const { run, readings } = read(log, {
      'd.json': { driver: { name: 'Whole', version: '1' } },
      'e.json': { extensions: [{ rules: [{ id: 'E', shortDescription: { text: 'From a pack' } }] }] },
      'a.json': { artifacts: [{ location: { uri: 'src/a.c' } }], logicalLocations: [{ name: 'main' }], taxonomies: [{ name: 'CWE' }] },
    })
    expect(run.tool).toEqual({ name: 'Whole', version: '1' })
    expect(readings).toMatchObject([
      { finding: { rule: { title: 'From a pack' }, location: { path: 'src/a.c', logicalName: 'main' }, cwes: ['CWE-79'] } },
    ])
  })

  test('are found in the same log by pointer and by GUID, without asking for a file', () => {
    const inline = [
      { guid: '11', results: [{ ruleId: 'A' }] },
      { guid: '22', results: [{ ruleId: 'B' }] },
    ]
    const byPointer = read({
      ...external({ results: [{ location: { uri: 'sarif:/inlineExternalProperties/0' } }] }),
      inlineExternalProperties: inline,
    })
    const byGuid = read({ ...external({ results: [{ guid: '22' }] }), inlineExternalProperties: inline })
    expect(byPointer.readings[1]).toMatchObject({ at: 'inlineExternalProperties[0].results[0]', finding: { rule: { id: 'A' } } })
    expect(byGuid.readings[1]).toMatchObject({ at: 'inlineExternalProperties[1].results[0]', finding: { rule: { id: 'B' } } })
    expect([...byPointer.asked, ...byGuid.asked]).toEqual([])
  })

  test.each([
    ['a file that is not there', [{ location: { uri: 'gone.json' } }]],
    ['a file that is no object', [{ location: { uri: 'list.json' } }]],
    ['a file with another GUID', [{ location: { uri: 'other.json' }, guid: '99' }]],
    ['a reference without a location', [{}]],
    ['an address in the network', [{ location: { uri: 'https://example.com/r.json' } }]],
    ['an absolute path', [{ location: { uri: '/etc/passwd' } }]],
    ['a file URI', [{ location: { uri: 'file:///etc/passwd' } }]],
  ])('that cannot be had make the run incomplete: %s', (_, results) => {
    const { run, readings } = read(external({ results }), { 'list.json': [], 'other.json': { guid: '98', results: [] } })
    expect(readings).toHaveLength(1)
    expect(run.complete()).toBe(false)
    expect(run.problems()).toMatchObject([{ code: 'external-properties', at: 'runs[0]' }])
  })

  test('are never fetched from a network or from anywhere but beside the report', () => {
    const { asked } = read(
      external({
        results: [{ location: { uri: 'http://h/r' } }, { location: { uri: '\\\\h\\r' } }],
        taxonomies: [{ location: { uri: 'https://h/t' } }],
      }),
    )
    expect(asked).toEqual([])
  })

  test('that do not decide about completeness are only told', () => {
    const { run } = read(external({ artifacts: [{ location: { uri: 'gone.json' } }, { location: { uri: 'gone2.json' } }] }))
    expect(run.complete()).toBe(true)
    expect(run.problems()).toMatchObject([{ code: 'external-properties', message: expect.stringContaining('`artifacts`') }])
  })

  test('that are public taxonomies are not missed', () => {
    const { run } = read(
      external({ taxonomies: [{ location: { uri: 'https://raw.githubusercontent.com/sarif-standard/taxonomies/main/CWE_v4.4.sarif' } }] }),
    )
    expect(run.complete()).toBe(true)
    expect(run.problems()).toEqual([])
  })
})
