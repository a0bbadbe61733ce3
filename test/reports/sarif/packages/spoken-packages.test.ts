/** Dependency scanners without a reader of their own: what the package is stands in properties, tables and sentences. */
import { describe, expect, test } from '@jest/globals'
import { at, findingOf, type Json } from '../support.js'

interface Said {
  readonly result?: Json
  readonly rule?: Json
  readonly name: string
  readonly version?: string
  readonly fixedVersion?: string
}

const CVE = 'CVE-2024-0001'
const text = (message: string): Json => ({ message: { text: message } })

const PROPERTIES: Readonly<Record<string, Said>> = {
  'a purl': { result: { properties: { packageURL: 'pkg:npm/lodash@4.17.20' } }, name: 'lodash', version: '4.17.20' },
  'a purl of the rule': { rule: { properties: { purl: 'pkg:pypi/django@3.2.14' } }, name: 'django', version: '3.2.14' },
  'a purl in the message': { result: text('pkg:npm/lodash@4.17.20 is outdated.'), name: 'lodash', version: '4.17.20' },
  'names with underscores': {
    result: { properties: { package_name: 'lodash', installed_version: '4.17.20', fixed_versions: ['4.17.21'] } },
    ...{ name: 'lodash', version: '4.17.20', fixedVersion: '4.17.21' },
  },
  'name and version': { result: { properties: { name: 'lodash', version: '4.17.20' } }, name: 'lodash', version: '4.17.20' },
  'an object': {
    result: { properties: { package: { name: 'lodash', version: '4.17.20', ecosystem: 'npm' }, fixedIn: '4.17.21' } },
    ...{ name: 'lodash', version: '4.17.20', fixedVersion: '4.17.21' },
  },
}

const WORDS: Readonly<Record<string, Said>> = {
  'facts on lines, the name beside the advisory (Orca)': {
    result: text(`django (${CVE})\nSeverity: HIGH\nInstalled version: 3.2.14\nFixed version:3.2.15, 4.0.7`),
    rule: { shortDescription: { text: `poetry (${CVE})` } },
    ...{ name: 'django', version: '3.2.14', fixedVersion: '3.2.15, 4.0.7' },
  },
  'facts on one line': {
    result: text('Package: lodash, Installed Version: 4.17.20, Fixed in: 4.17.21'),
    ...{ name: 'lodash', version: '4.17.20', fixedVersion: '4.17.21' },
  },
  'facts in bold type': {
    result: text('**Package:** lodash\n**Version:** 4.17.20\n**Patched versions:** >=4.17.21'),
    ...{ name: 'lodash', version: '4.17.20', fixedVersion: '4.17.21' },
  },
  'a table, and the text of the advisory (Prisma Cloud)': {
    result: text('Description:\nIn OpenSSL 1.0.2 before 1.0.2u there is a flaw.'),
    rule: {
      shortDescription: { text: `[Prisma Cloud] ${CVE} in python3 (high)` },
      help: {
        text: '',
        markdown: `| CVE | Severity | Package | Version | Fix Status |\n| --- | --- | --- | --- | --- |\n| [${CVE}](https://x.example) | high | python3 | 3.7.16-1 | fixed in 3.7.16-2 |`,
      },
    },
    ...{ name: 'python3', version: '3.7.16-1', fixedVersion: '3.7.16-2' },
  },
  'a sentence in the rule alone': {
    result: text('A flaw.'),
    rule: { fullDescription: { text: `High severity ${CVE} found in python3 version 3.7.16-1` } },
    ...{ name: 'python3', version: '3.7.16-1' },
  },
  'name@version and an upgrade (CVE Lite)': {
    result: text('@scope/core@7.1.0 is vulnerable (high). Upgrade @scope/core to 7.1.2.'),
    ...{ name: '@scope/core', version: '7.1.0', fixedVersion: '7.1.2' },
  },
  'group:artifact:version': {
    result: text('Vulnerable dependency org.apache.logging.log4j:log4j-core:2.14.1'),
    ...{ name: 'org.apache.logging.log4j:log4j-core', version: '2.14.1' },
  },
  'a crate as cargo has it': {
    result: text('Potential segfault\ntime v0.1.42\nSolution: Upgrade to >=0.2.23 (try `cargo update -p time`)'),
    ...{ name: 'time', version: '0.1.42', fixedVersion: '0.2.23' },
  },
  'the beginning of a line': {
    result: text('rails 4.2.0: Remote code execution. Fixed version: 5.0.1, 5.1.0'),
    ...{ name: 'rails', version: '4.2.0', fixedVersion: '5.0.1, 5.1.0' },
  },
  parentheses: { result: text('ansi_term is unmaintained (ansi_term 0.12.1)'), name: 'ansi_term', version: '0.12.1' },
  'brackets (Clair)': { result: text('[zlib - 1.2.11 - High] zlib before 1.2.12 allows it.'), name: 'zlib', version: '1.2.11' },
  'a sentence': { result: text('The package lodash 4.17.20 has a flaw.'), name: 'lodash', version: '4.17.20' },
}

const found = ({ result, rule }: Pick<Said, 'result' | 'rule'>) => findingOf({ ruleId: CVE, ...result }, { rules: [{ id: CVE, ...rule }] })

describe('the package of any dependency scanner', () => {
  test.each(Object.entries({ ...PROPERTIES, ...WORDS }))('is read from %s', (_, { result, rule, ...expected }) => {
    const { vulnerability, title } = found({ ...(result && { result }), ...(rule && { rule }) })
    const [only, ...others] = vulnerability?.packages ?? []
    const { name, version, fixedVersion } = only ?? {}
    expect({ name, version, fixedVersion }).toEqual({ version: undefined, fixedVersion: undefined, ...expected })
    expect(others).toEqual([])
    expect(title).toBe(`${CVE} in ${expected.name}${expected.version === undefined ? '' : ` ${expected.version}`}`)
  })

  test.each([
    'In Django 3.2 before 3.2.15 the limit is missing.',
    'An issue was discovered in OpenSSL 1.0.2 through 1.0.2t.',
    'jQuery 1.4.2 allows remote attackers to inject script.',
    'Write to security@example.com about it.',
    'Versions prior to 4.17.21 are vulnerable.',
    'A flaw was found in the way that this is done.',
  ])('is not taken from the text of an advisory: %s', (message) => {
    expect(found({ result: text(message) }).vulnerability?.packages).toEqual([])
  })

  test('takes a moment to be looked for in a text that is made to be slow', () => {
    for (const part of ['a@1 ', 'a:', '@', 'CVE-2024-0001 in ', 'upgrade ', 'fixed in 1, ', '| Package ', '[a - 1 - ', 'a/', '- '])
      expect(found({ result: text(part.repeat(200_000)) }).kind).toBe('vulnerability')
  })
})

describe('the advisory of a rule for many', () => {
  const rules = [
    { id: 'vulnerability', shortDescription: { text: 'Security advisory' }, properties: { tags: ['security', 'vulnerability'] } },
  ]
  test.each(['RUSTSEC-2020-0071', 'GHSA-35jh-r3h4-6jhm', 'CVE-2024-0001', 'PYSEC-2021-9', 'GO-2024-2611', 'MAL-2024-1'])(
    '%s stands in the message',
    (id) => {
      const finding = findingOf({ ruleId: 'vulnerability', ...text(`${id}: time 0.1.42 is affected`) }, { rules })
      expect(finding).toMatchObject({ kind: 'vulnerability', title: `${id} in time 0.1.42`, vulnerability: { id } })
    },
  )

  test('stands in a property', () => {
    const properties = { advisoryId: 'RUSTSEC-2020-0071', packageName: 'time', packageVersion: '0.1.42' }
    expect(findingOf({ ruleId: 'A001', properties })).toMatchObject({ kind: 'vulnerability', title: 'RUSTSEC-2020-0071 in time 0.1.42' })
  })

  test('is the numbered rule of a database that nobody else knows', () => {
    const properties = { packageName: 'lodash', packageVersion: '4.17.20', tags: ['sca'] }
    expect(findingOf({ ruleId: 'sonatype-2021-1234', properties }).vulnerability).toMatchObject({ id: 'sonatype-2021-1234' })
    expect(findingOf({ ruleId: 'outdated-package', properties }).kind).toBe('other')
  })

  test('is told by a lock file, and not by code that only mentions one', () => {
    const message = { text: 'Similar to CVE-2024-0001.' }
    const kindAt = (uri: string) => findingOf({ ruleId: 'R', message, locations: at(uri) }).kind
    expect(kindAt('Cargo.lock')).toBe('vulnerability')
    expect(kindAt('src/main.rs')).toBe('other')
  })
})
