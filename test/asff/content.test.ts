import { expect, test } from '@jest/globals'
import { contentHash } from '../../src/asff/content.js'
import { toAsff } from '../../src/asff/map.js'
import { aContext, aFinding, aLife } from './factories.js'

test('the digest of a layer, which changes with every build of an image, is no reason to send a finding again', () => {
  const hashOf = (layer: string, baseImage: string) =>
    contentHash(toAsff(aFinding({ image: 'acme/web:1', layer, baseImage }), aContext(), aLife()))
  expect(hashOf('sha256:ab', 'alpine:3.10')).toBe(hashOf('sha256:cd', 'alpine:3.10'))
  expect(hashOf('sha256:ab', 'alpine:3.10')).not.toBe(hashOf('sha256:ab', 'alpine:3.18'))
})
