import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { defaultBranchOf } from '../../src/steps/default-branch.js'

/** Asks a server that gives this one answer to everything, and tells what it was asked. */
async function ask(answer: { readonly status: number; readonly type: string | undefined; readonly body: string }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(answer.status, answer.type === undefined ? {} : { 'content-type': answer.type })
    response.end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const branch = await defaultBranchOf({ repository: 'acme/shop', token: 'secret', apiUrl, signal: AbortSignal.timeout(20_000) })
    return { branch, asked }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const BODY = JSON.stringify({ default_branch: 'trunk' })

describe('the default branch by GitHub’s API', () => {
  test.each(['application/json; charset=utf-8', 'application/json', 'application/json;charset="utf-8"'])(
    'is read from an answer that is %s',
    async (type) => {
      const { branch, asked } = await ask({ status: 200, type, body: BODY })
      expect(asked).toEqual(['GET /repos/acme/shop token secret'])
      expect(branch).toBe('trunk')
    },
  )

  test.each<[string, number, string | undefined, string]>([
    ['that does not know the repository', 404, 'application/json; charset=utf-8', '{"message":"Not Found"}'],
    ['of a proxy', 200, 'text/html', '<html>Sign in</html>'],
    ['of no type', 200, undefined, BODY],
    ['of a broken type', 200, ';;=', BODY],
  ])('is not known from an answer %s', async (_what, status, type, body) => {
    expect((await ask({ status, type, body })).branch).toBeUndefined()
  })
})
