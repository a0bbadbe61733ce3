import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { checkSourceRoot, findCheckout } from '../../../src/steps/read/checkout.js'
import { rootsOf } from '../../../src/steps/read/roots.js'

let workspace: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'checkout-'))
})
afterEach(() => rmSync(workspace, { recursive: true, force: true }))

const SHA = '5f2b6c3d9e0a1b4c7d8e9f00112233445566778a'

function write(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true })
  writeFileSync(join(workspace, path), text)
}

function clone(folder: string, url: string, head = 'ref: refs/heads/main', sha = ''): void {
  write(
    `${folder}/.git/config`,
    `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  )
  write(`${folder}/.git/HEAD`, `${head}\n`)
  if (sha !== '') write(`${folder}/.git/refs/heads/main`, `${sha}\n`)
}

const found = () => findCheckout({ workspace, repository: 'acme/shop', checkedOutSha: SHA }).slice(workspace.length + 1)

describe('the checkout', () => {
  test.each([
    ['https://github.com/acme/shop'],
    ['https://github.com/Acme/Shop.git'],
    ['git@github.com:acme/shop.git'],
    ['https://x-access-token@ghe.example.com/acme/shop/'],
  ])('is a folder whose remote is the repository: %s', (url) => {
    clone('src/main', url)
    clone('tools', 'https://github.com/acme/tools')
    clone('other', 'https://github.com/notacme/shop2')
    expect(found()).toBe('src/main')
  })

  test('is the workspace when that is one, whatever lies in it', () => {
    clone('.', 'https://github.com/acme/shop')
    clone('a', 'https://github.com/acme/shop')
    expect(found()).toBe('')
  })

  test('is the workspace when there is none', () => {
    clone('tools', 'https://github.com/acme/tools')
    clone('a/b/c', 'https://github.com/acme/shop')
    expect(found()).toBe('')
  })

  test('is the one of this commit when there are several, else the first', () => {
    clone('base', 'https://github.com/acme/shop', '0'.repeat(40))
    clone('head', 'https://github.com/acme/shop', SHA)
    expect(found()).toBe('head')
    clone('head', 'https://github.com/acme/shop', 'ref: refs/heads/main', SHA)
    expect(found()).toBe('head')
    clone('head', 'https://github.com/acme/shop', '1'.repeat(40))
    expect(found()).toBe('base')
  })

  test('may be a linked working tree', () => {
    write('store/.keep', '')
    write('store/git/config', '[remote "origin"]\n\turl = https://github.com/acme/shop\n')
    write('store/git/worktrees/w/commondir', '../..\n')
    write('store/git/worktrees/w/HEAD', `${SHA}\n`)
    write('w/.git', `gitdir: ${join(workspace, 'store/git/worktrees/w')}\n`)
    expect(found()).toBe('w')
  })

  test('is not looked for through links, and nothing odd stops the search', () => {
    clone('z/shop', 'https://github.com/acme/shop')
    symlinkSync(join(workspace, 'z/shop'), join(workspace, 'a'))
    write('b/.git', 'gitdir: ../nowhere\n')
    write('c/.git/config/x', 'a folder where a file should be')
    expect(found()).toBe('z/shop')
  })
})

test('the roots are those of the checkout in the workspace, and no longer the workspace', () => {
  const roots = rootsOf({
    workspace: '/home/runner/work/shop/shop',
    checkout: '/home/runner/work/shop/shop/src/main',
    repository: 'acme/shop',
  })
  expect(roots[0]).toBe('/home/runner/work/shop/shop/src/main')
  expect(roots).toContain('/github/workspace/src/main')
  expect(roots).not.toContain('/home/runner/work/shop/shop')
})

describe('source-root', () => {
  const refused = (sourceRoot: string) => () => checkSourceRoot(sourceRoot, workspace)

  test('is a folder of the checkout', () => {
    clone('.', 'https://github.com/acme/shop')
    write('services/shop/a.py', '')
    symlinkSync(tmpdir(), join(workspace, 'out'))
    expect(refused('services/shop')).not.toThrow()
    expect(refused('')).not.toThrow()
    for (const wrong of ['services/shap', 'services/shop/a.py', 'out']) expect(refused(wrong)).toThrow(UserError)
  })

  test('cannot be checked without a checkout', () => {
    expect(refused('services/shop')).not.toThrow()
  })
})
