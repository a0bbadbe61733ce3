/** What govulncheck's SARIF says of the module: in the code flow where the code calls what is vulnerable, else in the message alone. */
import { expect, test } from '@jest/globals'
import { at, findingOf } from '../support.js'

const driver = { name: 'govulncheck', rules: [{ id: 'GO-2021-0113', properties: { tags: ['CVE-2021-38561'] } }] }
const step = (module: string) => ({ module, location: { message: { text: 'f' } } })
const flow = (...modules: readonly string[]) => ({ threadFlows: [{ locations: modules.map(step) }] })
const packagesOf = (text: string, more: object = {}) =>
  findingOf({ ruleId: 'GO-2021-0113', message: { text }, locations: at('go.mod', { startLine: 1 }), ...more }, driver).vulnerability
    ?.packages

test('what is called is in the module in which the code flow ends', () => {
  const text = 'Your code calls vulnerable functions in 2 packages (golang.org/x/text/internal/tag, and golang.org/x/text/language).'
  const codeFlows = [flow('shop.invalid/payments@', 'golang.org/x/text@v0.3.5'), flow('shop.invalid/payments@', 'example.com/other@v1.0.0')]
  expect(packagesOf(text, { codeFlows })).toEqual([{ name: 'golang.org/x/text', version: 'v0.3.5', manager: 'GOMOD', path: 'go.mod' }])
})

test.each([
  ['Your code calls vulnerable functions in 1 package (golang.org/x/text/language).', 'golang.org/x/text/language'],
  ["Your code imports 1 vulnerable package (golang.org/x/text/language), but doesn't appear to call it.", 'golang.org/x/text/language'],
  ["Your code depends on 1 vulnerable module (golang.org/x/text), but doesn't appear to call it.", 'golang.org/x/text'],
])('%s', (text, name) => {
  expect(packagesOf(text)).toEqual([{ name, manager: 'GOMOD', path: 'go.mod' }])
})
