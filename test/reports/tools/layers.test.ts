/** Readers that are told the layer of an image. */
import { expect, test } from '@jest/globals'
import { cyclonedx } from '../../../src/reports/tools/cyclonedx/format.js'
import { grype } from '../../../src/reports/tools/grype.js'
import { trivy } from '../../../src/reports/tools/trivy/format.js'
import { wiz } from '../../../src/reports/tools/wiz/format.js'
import { findingsOf } from '../native/read.js'

const LAYER = `sha256:${'ab'.repeat(32)}`
const TRIVY = { SchemaVersion: 2, ArtifactName: 'shop:1', ArtifactType: 'container_image' }

test.each([
  ['by what it holds', { Digest: 'sha256:other', DiffID: LAYER }],
  ['as the registry names it', { Digest: LAYER }],
])('Trivy: %s', (_, Layer) => {
  const entries = {
    Vulnerabilities: [{ VulnerabilityID: 'CVE-2024-1', PkgName: 'musl', InstalledVersion: '1', Severity: 'HIGH', Layer }],
    Secrets: [{ RuleID: 'shop-key', Title: 'Key', Severity: 'HIGH', StartLine: 1, EndLine: 1, Match: 'x', Layer }],
  }
  const report = { ...TRIVY, Results: [{ Target: 'shop:1 (alpine 3.10)', Class: 'os-pkgs', Type: 'alpine', ...entries }] }
  expect(findingsOf(trivy, report).map(({ layer }) => layer)).toEqual([LAYER, LAYER])
})

test('Trivy: none in a checkout', () => {
  const entry = { VulnerabilityID: 'CVE-2024-1', PkgName: 'pier', InstalledVersion: '1', Severity: 'HIGH', Layer: {} }
  const report = { ...TRIVY, ArtifactType: 'filesystem', Results: [{ Target: 'package-lock.json', Type: 'npm', Vulnerabilities: [entry] }] }
  expect(findingsOf(trivy, report)[0]?.layer).toBeUndefined()
})

test('Grype: that of the file which proves the package', () => {
  const locations = [
    { path: '/a', layerID: 'sha256:other' },
    { path: '/b', layerID: LAYER, annotations: { evidence: 'primary' } },
  ]
  const report = {
    matches: [{ vulnerability: { id: 'CVE-2024-1', severity: 'High' }, artifact: { name: 'musl', version: '1', type: 'apk', locations } }],
    source: { type: 'image', target: { userInput: 'shop:1' } },
    descriptor: { name: 'grype' },
  }
  expect(findingsOf(grype, report)[0]?.layer).toBe(LAYER)
})

test('CycloneDX: by the properties of Trivy and of Syft', () => {
  const layerBy = (name: string) => {
    const component = { 'bom-ref': 'a', type: 'library', name: 'musl', version: '1', properties: [{ name, value: LAYER }] }
    const vulnerabilities = [{ id: 'CVE-2024-1', affects: [{ ref: 'a' }] }]
    return findingsOf(cyclonedx, { bomFormat: 'CycloneDX', specVersion: '1.5', components: [component], vulnerabilities })[0]?.layer
  }
  expect(['aquasecurity:trivy:LayerDiffID', 'syft:location:0:layerID', 'other'].map(layerBy)).toEqual([LAYER, LAYER, undefined])
})

test('Wiz', () => {
  const vulnerabilities = [{ name: 'CVE-2024-1', severity: 'HIGH' }]
  const result = { osPackages: [{ name: 'musl', version: '1', layerMetadata: { id: LAYER }, vulnerabilities }] }
  const report = {
    id: 'x',
    createdAt: '',
    status: { state: 'SUCCESS', verdict: 'PASSED_BY_POLICY' },
    result,
    scanOriginResource: { name: 'shop:1' },
    scanOriginResourceType: 'IMAGE',
  }
  expect(findingsOf(wiz, report)[0]?.layer).toBe(LAYER)
})
