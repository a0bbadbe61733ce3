import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Reading } from '../../../src/finding.js'
import { dependencyCheck, dependencyCheckXml } from '../../../src/reports/tools/dependency-check/format.js'
import { FIXTURES, openFixture } from '../native/fixtures.js'
import { detects, findingsOf } from '../native/read.js'

function report(dependency: object, vulnerability: object = {}): object {
  const vulnerabilities = [{ source: 'NVD', name: 'CVE-2014-0114', ...vulnerability }]
  return {
    reportSchema: '1.1',
    scanInfo: {},
    dependencies: [{ fileName: 'a-1.0.jar', filePath: '/src/lib/a-1.0.jar', vulnerabilities, ...dependency }],
  }
}

async function readingsOfFixture(format: string, name: string): Promise<readonly Reading[]> {
  const { runs } = await openFixture({ format, path: join(FIXTURES, format, name) })
  return runs.flatMap((run) => [...run.readings()])
}

describe('Dependency-Check', () => {
  test('says the same in XML as in JSON', async () => {
    const [json] = await readingsOfFixture('dependency-check', 'many.json')
    const [xml] = await readingsOfFixture('dependency-check-xml', 'many.xml')
    expect(xml).toEqual(json)
  })

  test('counts paths from where its container has the repository', () => {
    expect(findingsOf(dependencyCheck, report({}))[0]?.location).toEqual({ path: 'lib/a-1.0.jar' })
  })

  test('points at the lock file of a package in it', () => {
    const filePaths = ['/src/web/package-lock.json?/lodash:4.17.15', '/src/web/package-lock.json?lodash']
    expect(filePaths.map((filePath) => findingsOf(dependencyCheck, report({ filePath }))[0]?.location?.path)).toEqual([
      'web/package-lock.json',
      'web/package-lock.json',
    ])
  })

  test('names a package outside the repository without its version, so that an upgrade does not make it another one', () => {
    const packages = [{ id: 'cpe:2.3:a:a:a' }, { id: 'pkg:maven/org.acme/a@1.0?type=jar' }]
    const [finding] = findingsOf(dependencyCheck, report({ filePath: '/root/.m2/a/1.0/a-1.0.jar', packages }))
    expect(finding?.location).toEqual({ uri: 'pkg:maven/org.acme/a' })
    expect(finding?.vulnerability?.packages[0]).toMatchObject({ name: 'org.acme:a', version: '1.0', manager: 'MAVEN' })
  })

  test.each([
    ['MODERATE', 'MEDIUM'],
    ['critical', 'CRITICAL'],
    ['Unknown', 'MEDIUM'],
  ])('understands the severity %s of what has no score', (severity, label) => {
    expect(findingsOf(dependencyCheck, report({}, { severity }))[0]?.severity).toEqual({ label, original: severity })
  })

  test('builds no vector for a score of which nobody knows the version', () => {
    const cvssv3 = { baseScore: 9.8, attackVector: 'NETWORK' }
    expect(findingsOf(dependencyCheck, report({}, { cvssv3 }))[0]?.vulnerability?.cvss).toEqual([{ version: '3.0', score: 9.8 }])
  })

  test('is told from other reports with dependencies', () => {
    expect(detects(dependencyCheck, report({}))).toBe(true)
    expect(detects(dependencyCheck, { dependencies: [], scanInfo: {} })).toBe(false)
    expect(findingsOf(dependencyCheckXml, '<analysis><scanInfo/></analysis>')).toEqual([])
  })
})
