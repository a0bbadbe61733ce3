import { describe, expect, test } from '@jest/globals'
import { kubescape } from '../../../src/reports/tools/kubescape/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const exception = [{ name: 'accepted', actions: ['alertOnly'] }]

const reportOf = (control: object, more: object = {}) => ({
  resources: [],
  summaryDetails: { controls: { 'C-0001': { scoreFactor: 7 } }, frameworks: [] },
  results: [{ resourceID: 'apps/v1/shop/Deployment/web', controls: [{ controlID: 'C-0001', name: 'A control', ...control }] }],
  ...more,
})

describe('the Kubescape reader', () => {
  test.each([
    ['failed', { rules: [{ status: 'passed' }, { status: 'failed' }] }, 'problem'],
    ['failed', { status: { status: 'failed' } }, 'problem'],
    ['failed with an exception', { rules: [{ status: 'failed', exception }] }, 'suppressed'],
    ['failed with an exception for one of two', { rules: [{ status: 'failed', exception }, { status: 'failed' }] }, 'problem'],
    ['failed with exceptions', { status: { status: 'failed', subStatus: 'w/exceptions' } }, 'suppressed'],
    ['passed with exceptions', { status: { status: 'passed', subStatus: 'w/exceptions' } }, 'suppressed'],
    ['excluded', { rules: [{ status: 'excluded' }] }, 'suppressed'],
    ['skipped', { status: { status: 'skipped', subStatus: 'manual review' } }, 'review'],
    ['passed', { rules: [{ status: 'passed' }] }, 'not-a-problem'],
    ['irrelevant', { status: { status: 'irrelevant' } }, 'not-a-problem'],
    ['without rules', {}, 'not-a-problem'],
    ['of an unknown status', { status: { status: 'odd' } }, 'unreadable'],
  ])('reads a control that is %s: %j as %s', (_, control, verdict) => {
    expect(readingsOf(kubescape, reportOf(control))[0]?.verdict).toBe(verdict)
  })

  test('takes what is known of a resource from the result when the list of resources does not have it', () => {
    const results = [
      {
        resourceID: 'path=1/api=apps/v1//Deployment/web',
        rawResource: { object: { kind: 'Deployment', metadata: { name: 'web' } }, source: { relativePath: 'web.yaml' } },
        controls: [{ controlID: 'C-0001', rules: [{ status: 'failed' }] }],
      },
    ]
    expect(findingsOf(kubescape, reportOf({}, { results }))[0]).toMatchObject({
      location: { path: 'web.yaml', logicalName: 'Deployment web' },
      message: 'Deployment web does not pass the control "C-0001".',
    })
  })

  test('counts the places that it does not tell', () => {
    const paths = Array.from({ length: 25 }, (_, index) => ({ failedPath: `spec.containers[${index}]` }))
    const [finding] = findingsOf(kubescape, reportOf({ rules: [{ status: 'failed', paths }] }))
    expect(finding?.remediation?.split('\n')).toHaveLength(21)
    expect(finding?.remediation?.split('\n').at(-1)).toBe('And 5 more places.')
  })

  test('is not fooled by a control named after what every object has', () => {
    const [finding] = findingsOf(kubescape, reportOf({ controlID: 'constructor', rules: [{ status: 'failed' }] }))
    expect(finding?.severity).toEqual({ label: 'MEDIUM', original: 'none' })
  })

  test('reads format version v1, where several frameworks are a list', () => {
    const alertObject = { k8sApiObjects: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } }] }
    const ruleReports = [{ ruleStatus: { status: 'success' }, ruleResponses: [{ alertObject, failedPaths: ['spec.hostPID'] }] }]
    const framework = { controlReports: [{ id: 'C-0038', name: 'Host PID', baseScore: 7, ruleReports }] }
    const report = ['NSA', 'MITRE'].map((name) => ({ name, ...framework }))
    expect(detects(kubescape, report)).toBe(true)
    expect(runsOf(kubescape, report)).toHaveLength(2)
    expect(findingsOf(kubescape, report)[0]).toMatchObject({
      rule: { id: 'C-0038' },
      severity: { label: 'HIGH', original: '7' },
      location: { uri: 'v1/shop/Pod/web', logicalName: 'Pod shop/web' },
      remediation: 'Review spec.hostPID.',
      requirements: ['NSA/C-0038'],
    })
  })
})
