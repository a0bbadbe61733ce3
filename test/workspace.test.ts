import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { openWorkspace } from '../src/workspace.js'

const folder = mkdtempSync(join(tmpdir(), 'workspace-'))
const root = join(folder, 'checkout')
mkdirSync(join(root, 'src'), { recursive: true })
writeFileSync(join(root, 'src', 'a.py'), 'x = 1\n')
writeFileSync(join(folder, 'secret'), 'outside')
mkdirSync(join(folder, 'checkout-2'))
writeFileSync(join(folder, 'checkout-2', 'b'), 'sibling')
symlinkSync(join(folder, 'secret'), join(root, 'link'))
symlinkSync(folder, join(root, 'folder-link'))
symlinkSync(join(root, 'src', 'a.py'), join(root, 'inner-link'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const workspace = openWorkspace(root)

describe('the checkout', () => {
  test.each(['src/a.py', './src/a.py', 'inner-link'])('%s is read', (path) => {
    expect(workspace.read(path)).toBe('x = 1\n')
    expect(workspace.exists(path)).toBe(true)
  })

  test.each(['../secret', 'link', 'folder-link/secret', '../checkout-2/b', 'src', 'missing', '', '.', 'a\0b', 'src/a.py/x'])(
    '%j is not',
    (path) => {
      expect(workspace.read(path)).toBeUndefined()
      expect(workspace.exists(path)).toBe(false)
    },
  )
})

test('a checkout that is not there has no files', () => {
  expect(openWorkspace(join(folder, 'nowhere')).exists('a')).toBe(false)
})
