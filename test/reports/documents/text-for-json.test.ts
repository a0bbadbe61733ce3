/** Text where JSON was meant: what a program says when it has failed is quoted, and nothing else is. */
import { expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { jsonError } from '../../../src/reports/documents/json-errors.js'

const messageOf = (text: string) => {
  const error = jsonError({ kind: 'syntax', offset: 0, byte: text.charCodeAt(0) }, [new TextEncoder().encode(text)])
  expect(error).toBeInstanceOf(UserError)
  return error.message
}

test.each([
  ['ERR! audit endpoint returned an error\nmore\n', 'ERR! audit endpoint returned an error'],
  ['Usage Error: The project does not seem to have been installed\n', 'Usage Error: The project does not seem to have been installed'],
  ['\n  FATAL\tinit error: DB error\n', 'FATAL\\tinit error: DB error'],
])('%j', (text, words) => {
  expect(messageOf(text)).toBe(`this is not JSON but text that says "${words}"`)
})

test.each(['+=====+\n| Safety |', 'AWS key n0tr3al-k3y in deploy.sh\n', '{error: "n0tr3al-k3y"}', '["failed n0tr3al-k3y'])(
  '%j is not quoted',
  (text) => {
    expect(messageOf(text)).toMatch(/^this is not JSON: unexpected "." at line 1, column 1$/)
  },
)

test('a long line is cut', () => {
  expect(messageOf(`error ${'x'.repeat(5000)}`).length).toBeLessThan(300)
})
