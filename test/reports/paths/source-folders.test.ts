/** Tools that read class files name a source by its package. */
import { expect, test } from '@jest/globals'
import { at, findingOf } from '../sarif/support.js'

const pathOf = (uri: string, files: readonly string[]) =>
  findingOf({ ruleId: 'R', locations: at(uri, { startLine: 3 }) }, { name: 'SpotBugs' }, {}, { exists: (path) => files.includes(path) })
    .location?.path

test.each<[string, readonly string[], string]>([
  ['shop/Orders.java', ['src/main/java/shop/Orders.java'], 'src/main/java/shop/Orders.java'],
  ['shop/Orders.kt', ['src/main/kotlin/shop/Orders.kt', 'README.md'], 'src/main/kotlin/shop/Orders.kt'],
  // What is there as it is written is meant.
  ['shop/Orders.java', ['shop/Orders.java', 'src/main/java/shop/Orders.java'], 'shop/Orders.java'],
  // Of two it may be either.
  ['shop/Orders.java', ['src/main/java/shop/Orders.java', 'src/test/java/shop/Orders.java'], 'shop/Orders.java'],
  ['shop/Orders.java', [], 'shop/Orders.java'],
  // Only what has packages.
  ['shop/orders.js', ['src/shop/orders.js'], 'shop/orders.js'],
])('%s, with %j checked out, is %s', (uri, files, path) => {
  expect(pathOf(uri, files)).toBe(path)
})
