import { UserError } from '../errors.js'
import { factsOf, kindOf } from './error-kind.js'
import { type ErrorContext, notEnabledError, toUserError } from './errors.js'
import type { Ledger } from './ledger.js'
import type { Pace } from './pace.js'
import type { AwsSecurityFinding, ImportResponse, RefusedFinding, SecurityHub } from './port.js'
import { partitionOf } from './target.js'

/** What delivering a batch takes. */
export interface Delivery {
  readonly hub: SecurityHub
  readonly ledger: Ledger
  /** One turn for each request. */
  readonly pace: Pace
  sleep(milliseconds: number): Promise<void>
  /** Runs one task after another. */
  oneByOne(task: () => Promise<void>): Promise<void>
}

type Batch = readonly AwsSecurityFinding[]

/** Security Hub is switched off, or the product's integration is. "Using BatchImportFindings" in the user guide. */
const NOT_ENABLED_CODE = 'InvalidAccess'

/**
 * Error codes of single findings that are about the moment, not about the finding. The API reference lists those of BatchUpdateFindings
 * (`ConcurrentUpdateError`, `InternalFailure`); those of BatchImportFindings are not listed, so the services' common ones are added.
 */
const PASSING_CODES = [
  'InternalError',
  'InternalFailure',
  'InternalException',
  'ConcurrentUpdate',
  'Throttl',
  'TooManyRequests',
  'ServiceUnavailable',
]

/** Milliseconds before findings that were refused for a passing reason are sent again. */
const RESEND_DELAY = 2_000

/**
 * When nothing has ever been imported and not one finding of a batch of at least this size gets through by itself, it is the requests that are
 * wrong and not the findings: the other batches are not taken apart too, at some 200 requests each.
 */
const HOPELESS_BATCH = 10

/**
 * Sends one batch and writes down what became of each of its findings. Never throws for anything that AWS does.
 * A request that Security Hub refuses as a whole is halved until only the findings that it cannot take are left.
 */
export async function deliver(delivery: Delivery, batch: Batch): Promise<void> {
  const refusal = await attempt(delivery, batch)
  if (refusal === undefined) return
  await delivery.oneByOne(async () => {
    const lost = await narrow(delivery, batch, refusal)
    const hopelessly = lost === batch.length && lost >= HOPELESS_BATCH && delivery.ledger.importedSoFar() === 0
    if (hopelessly) delivery.ledger.stop(hopeless(refusal))
  })
}

/** The refusal, when the request as a whole was refused for what it contains; nothing has been written down then. */
interface Refusal {
  readonly code: string
  readonly message: string
}

async function attempt(delivery: Delivery, batch: Batch, resend = true): Promise<Refusal | undefined> {
  const { hub, ledger } = delivery
  const stopped = await turn(delivery)
  if (stopped !== undefined) {
    ledger.unsent(batch, stopped)
    return undefined
  }
  const answersBefore = ledger.answers()
  let response: ImportResponse
  try {
    response = await hub.importFindings(batch)
  } catch (error) {
    return failed(delivery, batch, error, answersBefore)
  }
  await answered(delivery, batch, response, resend)
  return undefined
}

/** How many findings were refused by themselves. */
async function narrow(delivery: Delivery, batch: Batch, refusal: Refusal): Promise<number> {
  const [only] = batch
  if (batch.length === 1 && only !== undefined) {
    delivery.ledger.refused(only, refusal.code, refusal.message)
    return 1
  }
  const middle = Math.ceil(batch.length / 2)
  let lost = 0
  for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
    const stillRefused = await attempt(delivery, half)
    if (stillRefused !== undefined) lost += await narrow(delivery, half, stillRefused)
  }
  return lost
}

/** Waits for the request's turn. The error that makes it pointless, when one has come up. */
async function turn(delivery: Delivery): Promise<UserError | undefined> {
  const { ledger } = delivery
  if (ledger.stopped() !== undefined) return ledger.stopped()
  await delivery.pace()
  return ledger.stopped()
}

function failed(delivery: Delivery, batch: Batch, error: unknown, answersBefore: number): Refusal | undefined {
  const { ledger } = delivery
  const facts = factsOf(error)
  if (kindOf(facts) === 'invalid-request') {
    ledger.answered()
    return { code: facts.name, message: facts.message }
  }
  const told = toUserError(error, contextOf(batch))
  ledger.unsent(batch, told)
  if (isFatal(told, ledger.answers() > answersBefore)) ledger.stop(told)
  return undefined
}

/**
 * Whether every other request would end the same way. Requests that were throttled away or met a failing server are lost for themselves;
 * so is one that got no answer while others did.
 */
function isFatal(error: UserError, othersAnswered: boolean): boolean {
  if (error.code === 'ENDPOINT_UNREACHABLE') return !othersAnswered
  return error.code !== 'THROTTLED' && error.code !== 'SERVICE_ERROR'
}

async function answered(delivery: Delivery, batch: Batch, response: ImportResponse, resend: boolean): Promise<void> {
  const { ledger } = delivery
  ledger.answered()
  const refusals = refusalsById(response.refused)
  const passing: AwsSecurityFinding[] = []
  let named = 0
  for (const finding of batch) {
    const refusal = refusals.get(finding.Id ?? '')
    if (refusal === undefined) continue
    named += 1
    if (resend && isPassing(refusal.code)) passing.push(finding)
    else ledger.refused(finding, refusal.code, refusal.message)
  }
  account(ledger, batch.length - named, response)
  stopWhenNotEnabled(ledger, batch, response)
  if (passing.length > 0) await again(delivery, passing)
}

async function again(delivery: Delivery, findings: Batch): Promise<void> {
  delivery.ledger.resent(findings.length)
  await delivery.sleep(RESEND_DELAY)
  const refusal = await attempt(delivery, findings, false)
  if (refusal !== undefined) await narrow(delivery, findings, refusal)
}

/** Holds `SuccessCount` against what `FailedFindings` names, so that no finding is taken as imported because nobody spoke of it. */
function account(ledger: Ledger, unnamed: number, response: ImportResponse): void {
  const imported = Math.min(response.imported, unnamed)
  ledger.imported(imported)
  if (imported === unnamed) return
  const said = response.refused.map(({ id, code, message }) => ` ${id}: ${message} (${code})`)
  ledger.unaccounted(unnamed - imported, said.join(';'))
}

function stopWhenNotEnabled(ledger: Ledger, batch: Batch, response: ImportResponse): void {
  const refusal = response.refused.find(({ code }) => code === NOT_ENABLED_CODE)
  if (refusal !== undefined && response.imported === 0) ledger.stop(notEnabledError(refusal.message, contextOf(batch)))
}

/** One finding can be named more than once; nothing of what is said about it is dropped. */
function refusalsById(refused: readonly RefusedFinding[]): ReadonlyMap<string, Refusal> {
  const byId = new Map<string, Refusal>()
  for (const { id, code, message } of refused) {
    const earlier = byId.get(id)
    byId.set(id, earlier === undefined ? { code, message } : { code: earlier.code, message: `${earlier.message}; ${message} (${code})` })
  }
  return byId
}

function isPassing(code: string): boolean {
  return PASSING_CODES.some((passing) => code.startsWith(passing))
}

function hopeless(refusal: Refusal): UserError {
  const message = `Security Hub refused each finding of a whole request, whatever it contained. It said: ${refusal.message} (${refusal.code})`
  return new UserError('SERVICE_ERROR', message, { hint: 'Check the inputs product-arn, aws-region and aws-account-id.' })
}

/** All findings of an import have one target, so the first of them says where it goes. */
function contextOf(batch: Batch): ErrorContext {
  const [first] = batch
  const productArn = first?.ProductArn ?? ''
  const region = productArn.split(':')[3] ?? ''
  const target = { accountId: first?.AwsAccountId ?? '', region, partition: partitionOf(region), productArn }
  return { operation: 'import', region, target }
}
