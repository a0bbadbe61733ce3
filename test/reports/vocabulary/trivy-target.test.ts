import { describe, expect, test } from '@jest/globals'
import { templateTargets } from '../../../src/reports/vocabulary/trivy-target.js'

const IMAGE = 'localhost:5000/shop/api:1.4.2 (alpine 3.10.2)'
const IN_IMAGE = { uri: 'localhost:5000/shop/api', image: 'localhost:5000/shop/api:1.4.2' }

const targetsOf = (...targets: readonly string[]) => templateTargets(targets, (path) => path === 'web/package-lock.json')

describe('a report over a folder', () => {
  test.each([
    ['web/package-lock.json', true, { path: 'web/package-lock.json', manager: 'NPM' }],
    ['Dockerfile', false, { path: 'Dockerfile', manager: undefined }],
    ['bin/shop', true, { path: 'bin/shop', manager: undefined }],
    ['Python', true, { manager: 'PYPI' }],
  ])('has %s', (target, holdsPackages, expected) => {
    expect(targetsOf(target, 'other.lock')(target, holdsPackages)).toEqual(expected)
  })
})

describe('a report of an image', () => {
  test.each([
    [IMAGE, true, { ...IN_IMAGE, manager: 'OS' }],
    ['Node.js', true, { ...IN_IMAGE, manager: 'NPM' }],
    ['Conda', true, { ...IN_IMAGE, manager: undefined }],
    ['usr/local/bin/shop', true, { ...IN_IMAGE, logicalName: 'usr/local/bin/shop', manager: undefined }],
    ['/srv/web/settings.env', false, { ...IN_IMAGE, logicalName: '/srv/web/settings.env', manager: undefined }],
  ])('has %s in it', (target, holdsPackages, expected) => {
    expect(targetsOf(IMAGE, target)(target, holdsPackages)).toEqual(expected)
  })

  test('does not take files of the checkout into it, whose report stands in the same file', () => {
    expect(targetsOf(IMAGE)('web/package-lock.json', true)).toEqual({ path: 'web/package-lock.json', manager: 'NPM' })
    expect(targetsOf(IMAGE)('infra/main.tf', false)).toEqual({ path: 'infra/main.tf', manager: undefined })
  })

  test('of several images does not say in which of them packages of a language are', () => {
    const targets = targetsOf(IMAGE, 'shop/web:2 (debian 12.4)')
    expect(targets('Node.js', true)).toEqual({ manager: 'NPM' })
    expect(targets('usr/local/bin/shop', true)).toEqual({ path: 'usr/local/bin/shop', manager: undefined })
    expect(targets('shop/web:2 (debian 12.4)', true)).toEqual({ uri: 'shop/web', image: 'shop/web:2', manager: 'OS' })
  })

  test('of an archive has no reference', () => {
    expect(targetsOf('shop.tar (alpine 3.10.2)')('shop.tar (alpine 3.10.2)', true)).toEqual({ uri: 'shop.tar', manager: 'OS' })
  })
})
