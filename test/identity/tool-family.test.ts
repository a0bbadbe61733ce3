import { describe, expect, test } from '@jest/globals'
import { analysisPrefix, scopePrefix, searchPrefixes } from '../../src/identity/scope.js'
import { toolFamily } from '../../src/identity/tool-family.js'

const scope = (tool: string, toolVersion?: string) => ({
  serverUrl: 'https://github.com',
  repository: 'acme/shop',
  repositoryId: '99',
  branch: { kind: 'default-branch' } as const,
  tool,
  ...(toolVersion !== undefined && { toolVersion }),
  category: 'api',
})
const prefix = (segment: string) => `github.com/99/default/${segment}/api/`

describe('the family of a tool', () => {
  test.each([
    ['GNU C17', undefined, 'GNU C'],
    ['GNU C23', '15.1.0', 'GNU C'],
    ['GNU C2x', undefined, 'GNU C'],
    ['GNU C++17', undefined, 'GNU C++'],
    ['GNU Fortran2008', undefined, 'GNU Fortran'],
    ['semgrep', undefined, 'Semgrep OSS'],
    ['Semgrep PRO', '1.2.3', 'Semgrep OSS'],
    ['Semgrep Pro', undefined, 'Semgrep OSS'],
    ['CodeQL command-line toolchain', '2.20.0', 'CodeQL'],
    ['PMD 7', '7.1.0', 'PMD'],
    ['PMD 7', undefined, 'PMD'],
    ['Acme Lint 7', '7.1.0', 'Acme Lint'],
    ['Checkstyle 10.12.3', undefined, 'Checkstyle'],
    ['Checkstyle 10.x', undefined, 'Checkstyle'],
    ['ESLint v9', undefined, 'ESLint'],
    ['SpotBugs 4.8', undefined, 'SpotBugs'],
    ['PVS-Studio 7.30.78', undefined, 'PVS-Studio'],
    ['PVS-Studio 7.3x', undefined, 'PVS-Studio'],
    ['Acme Lint (1.2.3)', undefined, 'Acme Lint'],
    ['Acme Lint version 1.2.3-rc.1', undefined, 'Acme Lint'],
    ['SonarQube Community Edition', undefined, 'SonarQube'],
  ])('of %s with the version %s is %s', (name, version, family) => {
    expect(toolFamily({ name, version })).toBe(family)
  })

  test.each([
    'GNU C',
    'GNU C++',
    'GNU Cobol',
    'Snyk Open Source',
    'Snyk Container',
    'Semgrep Supply Chain',
    'CodeQL Pack',
    'semgrep (MegaLinter REPOSITORY_SEMGREP)',
    'Acme Scanner 2',
    'Auth0',
    'Log4j2',
    '7.1',
    'v9',
    '',
  ])('of %j is its own', (name) => {
    expect(toolFamily({ name })).toBe(name)
  })
})

describe('the scope of an analysis whose tool has had several names', () => {
  test('is one for all of them', () => {
    expect(scopePrefix(scope('GNU C17'))).toBe(prefix('GNU%20C'))
    expect(scopePrefix(scope('GNU C23'))).toBe(prefix('GNU%20C'))
    expect(scopePrefix(scope('GNU C++23'))).toBe(prefix('GNU%20C%2B%2B'))
  })

  test('is searched by what the names begin with, and by nothing wider than a stream', () => {
    expect(searchPrefixes(scope('GNU C23'))).toEqual([prefix('GNU%20C'), 'github.com/99/default/GNU%20C'])
    expect(searchPrefixes(scope('Semgrep OSS'))).toEqual([
      prefix('Semgrep%20OSS'),
      'github.com/99/default/Semgrep',
      'github.com/99/default/semgrep',
    ])
    expect(searchPrefixes(scope('Snyk Container'))).toEqual([prefix('Snyk%20Container')])
  })

  test('has the findings that were imported under another of the names, and no others', () => {
    const c = new Set([prefix('GNU%20C'), prefix('Acme%202')])
    expect(analysisPrefix(`${prefix('GNU%20C17')}v1-a`, c)).toBe(prefix('GNU%20C'))
    expect(analysisPrefix(`${prefix('GNU%20C')}v1-a`, c)).toBe(prefix('GNU%20C'))
    expect(c).not.toContain(analysisPrefix(`${prefix('GNU%20C%2B%2B17')}v1-a`, c))
    expect(c).not.toContain(analysisPrefix('github.com/99/default/GNU%20C17/web/v1-a', c))
    expect(analysisPrefix(`${prefix('Acme%202')}v1-a`, c)).toBe(prefix('Acme%202'))
    for (const odd of ['GNU%20C1%', 'GNU C17', '%47NU%20C17']) expect(c).not.toContain(analysisPrefix(`${prefix(odd)}v1-a`, c))
  })
})
