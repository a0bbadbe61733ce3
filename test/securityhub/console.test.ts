import { expect, test } from '@jest/globals'
import { consoleUrl } from '../../src/securityhub/console.js'

const SHOWN = { resourceId: 'https://github.com/acme/shop', idPrefix: 'github.com/99/branch:release%2F1/' }

test('the console link filters by the repository and the branch, doubly encoded as the console writes it', () => {
  expect(consoleUrl({ partition: 'aws', region: 'eu-central-1' }, SHOWN)).toBe(
    'https://eu-central-1.console.aws.amazon.com/securityhub/home?region=eu-central-1#/findings?search=' +
      'RecordState%3D%255Coperator%255C%253AEQUALS%255C%253AACTIVE%26ResourceId%3D%255Coperator%255C%253AEQUALS%255C%253Ahttps%253A%252F%252Fgithub.com%252Facme%252Fshop' +
      '%26Id%3D%255Coperator%255C%253APREFIX%255C%253Agithub.com%252F99%252Fbranch%253Arelease%25252F1%252F',
  )
})

test.each([
  ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
])('%s has its own console', (partition, region, start) => {
  expect(consoleUrl({ partition, region }, SHOWN)?.startsWith(start)).toBe(true)
})

test('a partition without a public console has no link', () => {
  expect(consoleUrl({ partition: 'aws-iso', region: 'us-iso-east-1' }, SHOWN)).toBeUndefined()
})
