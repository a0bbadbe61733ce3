import { describe, expect, test } from '@jest/globals'
import { dotnetListPackage } from '../../../src/reports/tools/dotnet-list-package.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const PROJECT = '/home/runner/work/shop/shop/api/Shop.Api.csproj'

const json = (...vulnerabilities: unknown[]) => ({
  id: 'Newtonsoft.Json',
  requestedVersion: '12.0.3',
  resolvedVersion: '12.0.3',
  vulnerabilities,
})
const GHSA = { severity: 'High', advisoryurl: 'https://github.com/advisories/GHSA-5crp-9r3c-p9vr' }

const report = (more: object, ...packages: unknown[]) => ({
  version: 1,
  parameters: '--vulnerable',
  projects: [{ path: PROJECT, frameworks: [{ framework: 'net8.0', topLevelPackages: packages }] }],
  ...more,
})

describe('dotnet list package --vulnerable', () => {
  test.each(['Low', 'Moderate', 'High', 'Critical', ''])('grades %j as its word says', (severity) => {
    const [finding] = findingsOf(dotnetListPackage, report({}, json({ ...GHSA, severity })))
    const labels = { Low: 'LOW', Moderate: 'MEDIUM', High: 'HIGH', Critical: 'CRITICAL', '': 'MEDIUM' }
    expect(finding?.severity.label).toBe(labels[severity as keyof typeof labels])
  })

  test('is taken for vulnerable packages only when it was asked for them', () => {
    expect(detects(dotnetListPackage, report({}))).toBe(true)
    expect(detects(dotnetListPackage, report({ parameters: 'Shop.sln --vulnerable --include-transitive' }))).toBe(true)
    for (const parameters of ['', '--outdated', '--deprecated', undefined]) {
      expect(detects(dotnetListPackage, report({ parameters }))).toBe(false)
    }
  })

  test('does not call a project audited that was not restored', () => {
    const problems = [{ project: PROJECT, level: 'error', text: 'No assets file was found.' }]
    const [run] = runsOf(dotnetListPackage, report({ problems, projects: [{ path: PROJECT }] }))
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect([run?.complete(), run?.partlyScanned]).toEqual([true, ['api/Shop.Api.csproj']])
    expect(run?.problems()).toMatchObject([{ message: expect.stringContaining('could not be audited: api/Shop.Api.csproj: No assets') }])
  })

  test.each([{}, { project: '/somewhere/else/Other.csproj' }])(
    'concludes nothing from an error of no project that is known: %j',
    (where) => {
      const [run] = runsOf(
        dotnetListPackage,
        report({ problems: [{ ...where, level: 'error', text: 'Unable to load the service index.' }] }),
      )
      expect([...(run?.readings() ?? [])]).toEqual([])
      expect([run?.complete(), run?.partlyScanned]).toEqual([false, []])
    },
  )

  test('only repeats a warning', () => {
    const [run] = runsOf(dotnetListPackage, report({ problems: [{ level: 'warning', text: '(A) : Auto-referenced package.' }] }))
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect([run?.complete(), run?.partlyScanned, run?.problems().length]).toEqual([true, [], 1])
  })

  test('says a package of several frameworks once, and accounts for each', () => {
    const frameworks = ['net8.0', 'net9.0'].map((framework) => ({ framework, topLevelPackages: [json(GHSA)] }))
    const readings = readingsOf(dotnetListPackage, report({ projects: [{ path: PROJECT, frameworks }] }))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['problem', 'duplicate'])
  })

  test('finds the line on which a project asks for the package, whatever the case of its name', () => {
    const sources = {
      'api/Shop.Api.csproj': '<Project>\n  <ItemGroup>\n    <PackageReference Include="newtonsoft.json" Version="12.0.3" />\n',
    }
    expect(findingsOf(dotnetListPackage, report({}, json(GHSA)), sources)[0]?.location).toEqual({
      path: 'api/Shop.Api.csproj',
      startLine: 3,
    })
  })

  test('keeps the address of an advisory that has no other name', () => {
    const url = 'https://advisories.example/7'
    const [finding] = findingsOf(dotnetListPackage, report({}, json({ severity: 'High', advisoryurl: url })))
    expect([finding?.rule.id, finding?.vulnerability?.vendor?.name]).toEqual([url, 'NuGet'])
  })

  test('accounts for packages without vulnerabilities and for what is none', () => {
    const { vulnerabilities: _, ...clean } = json()
    const readings = readingsOf(dotnetListPackage, report({}, clean, 7, json({ severity: 'High' })))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['not-a-problem', 'unreadable', 'unreadable'])
  })
})
