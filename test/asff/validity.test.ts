import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { FindingLife, MappingContext } from '../../src/asff/context.js'
import { titleOf, toAsff } from '../../src/asff/map.js'
import { type Finding, SEVERITIES } from '../../src/finding.js'
import { aContext, aLife } from './factories.js'
import { objections } from './valid.js'

const NASTY = [
  '',
  ' \n\t',
  '\u0000',
  '\ud800',
  'x'.repeat(10_000),
  '😀'.repeat(3000),
  '\ud83d'.repeat(2000),
  '"\\'.repeat(3000),
  'word '.repeat(3000),
  '__proto__',
  'constructor',
  '::error::x',
  '<script>',
  '%0A',
  'a/b/c/d',
  '../../etc/passwd',
  'https://user:pass@example.com/',
  'https://exa mple.com/',
  `https://example.com/${'%20'.repeat(2000)}`,
  'arn:aws:s3:::bucket',
  '012345678901.dkr.ecr.eu-west-1.amazonaws.com/x:y',
  'pkg:npm/a@1?arch=x',
  '2024-02-29T10:00:00Z',
  '\u202eevil',
]
const text = () =>
  fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 40 }),
    fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  )
const texts = () => fc.oneof(fc.array(text(), { maxLength: 6 }), fc.array(fc.string({ maxLength: 8 }), { minLength: 60, maxLength: 120 }))
const number = () => fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53))

/** Any of the members may be missing. */
function some<T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>
}

const location = () =>
  some({ path: text(), startLine: number(), endLine: number(), startColumn: number(), logicalName: text(), uri: text() })
const aPackage = () =>
  fc
    .tuple(
      text(),
      some({
        version: text(),
        purl: text(),
        manager: text(),
        architecture: text(),
        epoch: text(),
        release: text(),
        path: text(),
        fixedVersion: text(),
      }),
    )
    .map(([name, rest]) => ({ name, ...rest }))
const vulnerability = () =>
  fc
    .tuple(
      fc.record({
        id: text(),
        related: texts(),
        packages: fc.oneof(
          fc.array(aPackage(), { maxLength: 4 }),
          aPackage().map((one) => Array.from({ length: 70 }, () => one)),
        ),
        cvss: fc.array(some({ version: text(), score: number(), vector: text(), source: text() }), { maxLength: 40 }),
        urls: texts(),
      }),
      some({ epss: number(), exploitAvailable: fc.boolean() }),
      text(),
      some({ severity: text(), url: text(), createdAt: text(), updatedAt: text() }),
    )
    .map(([advisory, risk, name, vendor]) => ({ ...advisory, ...risk, vendor: { name, ...vendor } }))
const rule = () =>
  fc
    .tuple(
      fc.record({ id: text(), tags: texts() }),
      some({ name: text(), title: text(), description: text(), help: text(), helpUrl: text() }),
    )
    .map(([required, rest]) => ({ ...required, ...rest }))
const finding = (): fc.Arbitrary<Finding> =>
  fc
    .tuple(
      fc.record({
        kind: fc.constantFrom('vulnerability' as const, 'code' as const, 'secret' as const, 'configuration' as const, 'other' as const),
        rule: rule(),
        severity: fc.record({ label: fc.constantFrom(...SEVERITIES), original: text() }),
        message: text(),
        otherLocations: fc.array(location(), { maxLength: 60 }),
        cwes: texts(),
        fingerprints: fc.constant([]),
        requirements: texts(),
        secrets: fc.constant([]),
      }),
      some({
        title: text(),
        location: location(),
        vulnerability: vulnerability(),
        remediation: text(),
        confidence: number(),
        image: text(),
      }),
    )
    .map(([required, rest]) => ({ ...required, ...rest }))
const context = (): fc.Arbitrary<MappingContext> =>
  fc
    .record({
      branch: text(),
      workflow: text(),
      job: text(),
      category: text(),
      name: text(),
      version: text(),
      vendor: text(),
      productName: text(),
      partition: fc.constantFrom('aws', 'aws-eusc', 'aws-iso-b'),
    })
    .map(({ branch, workflow, job, category, productName, partition, ...tool }) => {
      const plain = aContext()
      return { ...plain, branch, category, productName, tool, run: { ...plain.run, workflow, job }, target: { ...plain.target, partition } }
    })
const life = (): fc.Arbitrary<FindingLife> =>
  fc.dictionary(text(), text(), { maxKeys: 60 }).map((productFields) => aLife({ productFields }))

test('whatever a scanner says, Security Hub takes it', () => {
  fc.assert(
    fc.property(finding(), context(), life(), (one, around, times) => {
      const asff = toAsff(one, around, times)
      expect(objections(asff)).toEqual([])
      expect(Buffer.byteLength(JSON.stringify(asff))).toBeLessThanOrEqual(200_000)
      expect(asff.Title).toBe(titleOf(one))
      expect(toAsff(one, around, times)).toEqual(asff)
    }),
    // Five seconds alone. A failure is made small within the same limit, or told as it is then.
    { numRuns: 400, interruptAfterTimeLimit: 25_000 },
  )
})

test('10,000 characters of title and 5,000 tags are taken', () => {
  const hostile: Finding = {
    kind: 'configuration',
    rule: { id: 'r'.repeat(5000), title: 't'.repeat(10_000), tags: Array.from({ length: 5000 }, (_, index) => `tag ${index}`) },
    severity: { label: 'LOW', original: 'l'.repeat(500) },
    message: 'm'.repeat(100_000),
    title: 'x'.repeat(10_000),
    otherLocations: Array.from({ length: 5000 }, (_, index) => ({ path: `${index}.tf` })),
    cwes: [],
    fingerprints: [],
    requirements: Array.from({ length: 5000 }, (_, index) => `${'c'.repeat(100)}${index}`),
    secrets: [],
  }
  const asff = toAsff(hostile, aContext(), aLife())
  expect(objections(asff)).toEqual([])
  expect(asff.Title).toBe(`${'x'.repeat(255)}…`)
  expect(asff.ProductFields?.['publish-to-security-hub/omitted']).toBe(
    '4990 of 5000 tags; 4968 of 5000 requirements; 4950 of 5000 further places',
  )
})
