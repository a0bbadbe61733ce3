import { describe, expect, test } from '@jest/globals'
import { cfnLint } from '../../../src/reports/tools/cfn-lint.js'
import { findingsOf } from '../native/read.js'

describe('the cfn-lint reader', () => {
  test('writes the way to a property as the tool does', () => {
    const Location = {
      Path: ['Resources', 'Role', 'Properties', 'Tags', 3],
      Start: { LineNumber: 22, ColumnNumber: 11 },
      End: { LineNumber: 24, ColumnNumber: 3 },
    }
    const [finding] = findingsOf(cfnLint, [{ Filename: 'a.yaml', Level: 'Informational', Location, Message: 'No key', Rule: { Id: 'I1' } }])
    expect(finding).toMatchObject({
      severity: { label: 'INFORMATIONAL' },
      location: {
        path: 'a.yaml',
        logicalName: 'Resources/Role/Properties/Tags/3',
        startLine: 22,
        endLine: 24,
        startColumn: 11,
        endColumn: 3,
      },
    })
  })

  test('reads a match that has no way', () => {
    const Location = { Path: null, Start: { LineNumber: 1, ColumnNumber: 1 }, End: { LineNumber: 1, ColumnNumber: 2 } }
    const [finding] = findingsOf(cfnLint, [{ Filename: 'a.yaml', Level: 'Error', Location, Message: 'No', Rule: { Id: 'E0000' } }])
    expect(finding?.location).not.toHaveProperty('logicalName')
  })
})
