import { createBatcher, MAX_BATCH_BYTES, MAX_BATCH_FINDINGS } from './batch.js'
import { type Delivery, deliver } from './deliver.js'
import { createLedger, type ImportReport } from './ledger.js'
import { type Clock, createPace, type Rate } from './pace.js'
import { createPool } from './pool.js'
import type { AwsSecurityFinding, RefusedFinding, SecurityHub } from './port.js'
import { createQueue } from './queue.js'

export type { ImportReport, Undelivered } from './ledger.js'

/**
 * BatchImportFindings, API reference ("Throttling"): 10 requests a second with a burst of 30, for the account in the region. Two thirds of
 * the burst is used, because other jobs and retries share it.
 */
const IMPORT_RATE: Rate = { perSecond: 10, burst: 20 }

/** Requests on their way at the same time. Ten a second are kept up while an answer takes no longer than two seconds. */
const CONCURRENCY = 20

export interface Importer {
  /** Resolves when there is room for more: await it, and memory stays bounded. Never rejects for anything that AWS does. */
  add(finding: AwsSecurityFinding): Promise<void>
  /** Sends what is left, waits for every answer, and says what became of the findings. To be called once. */
  finish(): Promise<ImportReport>
  /** Findings of which it is known what became of them, and requests that were answered. */
  soFar(): { readonly findings: number; readonly requests: number }
}

export interface ImportOptions extends Clock {
  readonly concurrency?: number
  readonly maxBatchBytes?: number
  /** Called for each finding that Security Hub refuses, as it happens. */
  onRefused?(finding: AwsSecurityFinding, refused: RefusedFinding): void
  /** Called when it is known what became of a batch. */
  onSettled?(): void
}

/**
 * Imports findings in batches, several at a time, at the service's pace. After an error that would meet every request (no permission, Security Hub
 * not enabled, credentials expired for good, …) nothing more is sent: the remaining findings are counted as unsent with that error.
 */
export function createImporter(hub: SecurityHub, options: ImportOptions): Importer {
  const ledger = createLedger((finding, refused) => options.onRefused?.(finding, refused))
  const batcher = createBatcher({ findings: MAX_BATCH_FINDINGS, bytes: options.maxBatchBytes ?? MAX_BATCH_BYTES })
  const pool = createPool(options.concurrency ?? CONCURRENCY)
  const delivery = createDelivery(hub, ledger, options)
  const send = (batch: readonly AwsSecurityFinding[]) => pool.start(() => deliver(delivery, batch).then(() => options.onSettled?.()))
  return {
    async add(finding) {
      const stopped = ledger.stopped()
      if (stopped !== undefined) return ledger.unsent([finding], stopped)
      const full = batcher.add(finding)
      if (full !== undefined) await send(full)
    },
    async finish() {
      const rest = batcher.rest()
      if (rest !== undefined) await send(rest)
      await pool.drain()
      return ledger.report()
    },
    soFar: () => ({ findings: ledger.settled(), requests: ledger.answers() }),
  }
}

function createDelivery(hub: SecurityHub, ledger: Delivery['ledger'], clock: Clock): Delivery {
  return {
    hub,
    ledger,
    pace: createPace(IMPORT_RATE, clock),
    sleep: (milliseconds) => clock.sleep(milliseconds),
    oneByOne: createQueue(),
  }
}
