import { describe, expect, test } from '@jest/globals'
import { kubeLinter } from '../../../src/reports/tools/kube-linter.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const one = (more: object = {}, path = 'deploy/shop.yaml') => ({
  Diagnostic: { Message: 'container "api" is privileged' },
  Check: 'privileged-container',
  Remediation: 'Do not run it as privileged.',
  Object: {
    Metadata: { FilePath: path, Raw: 'c2VjcmV0OiBub3QtdG9sZA==' },
    K8sObject: { Namespace: 'shop', Name: 'api', GroupVersionKind: { Group: 'apps', Version: 'v1', Kind: 'Deployment' } },
  },
  ...more,
})

const report = (...reports: unknown[]) => ({
  Checks: [{ name: 'privileged-container', description: 'Privileged containers' }],
  Reports: reports,
  Summary: { ChecksStatus: 'Failed', KubeLinterVersion: '0.8.3' },
})

const NOT_LOADED = { Check: 'failed-to-load-object', Diagnostic: { Message: 'yaml: line 3' } }

describe('KubeLinter', () => {
  test('names the object, and never its source', () => {
    const [finding] = findingsOf(kubeLinter, report(one()))
    expect(finding?.location).toEqual({ path: 'deploy/shop.yaml', logicalName: 'apps/v1/shop/Deployment/api' })
    expect([finding?.rule.title, finding?.remediation]).toEqual(['Privileged containers', 'Do not run it as privileged.'])
    expect(JSON.stringify(finding)).not.toContain('c2VjcmV0')
  })

  test.each([
    [undefined, 'MEDIUM'],
    ['critical', 'CRITICAL'],
    ['warning', 'MEDIUM'],
    ['info', 'INFORMATIONAL'],
  ])('grades %s as %s', (Severity, label) => {
    const found = findingsOf(kubeLinter, report(one({ Diagnostic: { Message: 'x', Severity } })))
    expect(found[0]?.severity.label).toBe(label)
  })

  test('does not call a file checked that could not be loaded', () => {
    const [run] = runsOf(kubeLinter, report(one(), one(NOT_LOADED, 'deploy/broken.yaml')))
    expect([...(run?.readings() ?? [])].map(({ verdict }) => verdict)).toEqual(['problem', 'not-a-problem'])
    expect([run?.complete(), run?.partlyScanned]).toEqual([true, ['deploy/broken.yaml']])
    expect(run?.problems()).toMatchObject([{ message: 'An object could not be loaded: deploy/broken.yaml: yaml: line 3' }])
  })

  test('concludes nothing where it is not known what could not be loaded', () => {
    const [run] = runsOf(kubeLinter, report(one(NOT_LOADED, '/somewhere/else.yaml')))
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect(run?.complete()).toBe(false)
  })

  test('is recognised without reports, and accounts for what cannot be read', () => {
    expect(detects(kubeLinter, { ...report(), Reports: null })).toBe(true)
    const readings = readingsOf(kubeLinter, report(7, one({ Check: '' }), one({ Diagnostic: null })))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable', 'unreadable'])
  })
})
