import { expect, test } from '@jest/globals'
import { snyk } from '../../../src/reports/tools/snyk/format.js'
import { findingsOf } from '../native/read.js'

const table = (...images: readonly string[]) =>
  `Base Image   Vulnerabilities  Severity\n${images.map((image) => `${image}   12  1 critical\n`).join('')}`

const ADVICE = [
  { message: table('alpine:3.10') },
  { message: 'Recommendations for base image upgrade:\n' },
  { message: 'Minor upgrades', bold: true },
  { message: table('alpine:3.18.4') },
  { message: 'Alternative image types', bold: true },
  { message: table('alpine:edge', 'busybox:1.36') },
]

function report(issue: object, advice: readonly object[] = ADVICE) {
  const openssl = { id: 'SNYK-ALPINE310-OPENSSL-1', title: 'Overflow', severity: 'high', name: 'openssl', version: '1.1.1k-r0' }
  return {
    ok: false,
    dependencyCount: 14,
    packageManager: 'apk',
    projectName: 'docker-image|shop',
    path: 'shop:1',
    docker: { baseImage: 'alpine:3.10', baseImageRemediation: { code: 'REMEDIATION_AVAILABLE', advice } },
    vulnerabilities: [{ ...openssl, nearestFixedInVersion: '1.1.1l-r0', ...issue }],
  }
}

test('the base images that Snyk advises stand with the upgrade', () => {
  const [finding] = findingsOf(snyk, report({}))
  expect(finding?.baseImage).toBe('alpine:3.10')
  expect(finding?.remediation).toBe(
    'Upgrade openssl to 1.1.1l-r0. Build the image on alpine:3.18.4 or alpine:edge or busybox:1.36 instead of alpine:3.10.',
  )
})

test('not for what the Dockerfile installs, and not where Snyk advises none', () => {
  expect(findingsOf(snyk, report({ dockerfileInstruction: 'RUN apk add openssl' }))[0]?.remediation).toBe('Upgrade openssl to 1.1.1l-r0.')
  expect(findingsOf(snyk, report({}, []))[0]?.remediation).toBe('Upgrade openssl to 1.1.1l-r0.')
  expect(findingsOf(snyk, report({}, [{ message: table('alpine:3.10') }, { message: 3 }]))[0]?.remediation).toBe(
    'Upgrade openssl to 1.1.1l-r0.',
  )
})
