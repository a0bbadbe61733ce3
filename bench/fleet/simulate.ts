/** A day of a fleet: every run is the real action with the real client, against one local Security Hub that enforces the quotas of one account. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type RecordedRequest, type StoredFinding, startLocalSecurityHub } from '../../local-hub/index.js'
import { run as runAction } from '../../src/main.js'
import type { RunContext } from '../../src/run-context.js'
import type { RunResult } from '../../src/run-result.js'
import { openConnection, placeholderTarget } from '../../src/steps/connect/open-connection.js'
import { aPlace, collaboratorsIn, contextIn, inputsOf, type Place } from '../../test/support/in-process.js'
import { DAY, dayOf, type Kind, type Occasion, randomFrom } from './day.js'
import { createRepository, numberIn, type Repository, reportOf, sourceFiles } from './repositories.js'
import type { VirtualTime } from './virtual-time.js'

export interface Variant {
  readonly name: string
  readonly refreshAfter: string
  readonly baseline: boolean
}

export interface Fleet {
  readonly repositories: number
  /** Of the working day that are played, after the night. */
  readonly hours: number
}

export interface Ran {
  readonly kind: Kind
  readonly began: number
  /** Milliseconds. Nothing but waiting for Security Hub takes any. */
  readonly waited: number
  readonly result: RunResult
}

export interface Traffic {
  readonly requests: number
  readonly throttled: number
  readonly bytes: number
  /** Findings written, each of which is an event on EventBridge. */
  readonly findings: number
}

export interface Simulated {
  readonly runs: readonly Ran[]
  readonly imports: Traffic
  readonly lookups: Traffic
  /** The requests that were let through in the night. */
  readonly night: { readonly imports: number; readonly lookups: number }
  /** Open in the newest code of a repository and not open in Security Hub. */
  readonly lost: number
  /** The other way round. */
  readonly leftOpen: number
}

/** Findings of the first runs lie this many days back: what is due for refreshing comes evenly over the days. */
const AGES = 10.5
const NOTHING: Traffic = { requests: 0, throttled: 0, bytes: 0, findings: 0 }

export async function simulate(fleet: Fleet, variant: Variant, time: VirtualTime): Promise<Simulated> {
  const place = aPlace()
  const meter = createMeter()
  const hub = await startLocalSecurityHub({ onRequest: meter.note })
  meter.forgetWith(hub.clearRecords)
  Object.assign(process.env, hub.env, { AWS_EC2_METADATA_DISABLED: 'true' })
  try {
    const random = randomFrom(fleet.repositories)
    const repositories = Array.from({ length: fleet.repositories }, (_, number) => createRepository(number))
    place.files(sourceFiles(1000))
    const player = createPlayer({ place, variant, time, accountId: hub.accountId })
    const morning = (Math.ceil(time.now() / DAY) + Math.ceil(AGES) + 1) * DAY
    const first = repositories.map((repository, index) =>
      player.later(repository, 'push', morning - DAY - (index / fleet.repositories) * AGES * DAY),
    )
    await time.drive(Promise.all(first))
    meter.reset()
    const runs = dayOf(fleet.repositories, fleet.hours, random).map((occasion) =>
      playOccasion(occasion, { repositories, player, morning, random }),
    )
    const ran = await time.drive(Promise.all(runs))
    return { runs: ran, ...meter.counts(), ...compareWith(hub.findings(), repositories) }
  } finally {
    await hub.close()
    place.remove()
  }
}

interface Playing {
  readonly repositories: readonly Repository[]
  readonly player: Player
  readonly morning: number
  readonly random: () => number
}

function playOccasion({ kind, repository, at }: Occasion, { repositories, player, morning, random }: Playing): Promise<Ran> {
  const one = repositories[repository]
  if (one === undefined) throw new RangeError('no such repository')
  return player.later(one, kind, morning + at, kind === 'push' ? () => one.change(random) : undefined)
}

interface Player {
  /** A run at that time. */
  later(repository: Repository, kind: Kind, at: number, before?: () => void): Promise<Ran>
}

interface Stage {
  readonly place: Place
  readonly variant: Variant
  readonly time: VirtualTime
  readonly accountId: string
}

function createPlayer({ place, variant, time, accountId }: Stage): Player {
  const baselines = new Map<number, string>()
  let number = 0
  return {
    async later(repository, kind, at, before) {
      await time.sleep(at - time.now())
      before?.()
      number += 1
      const report = `reports/${number}.sarif`
      place.files({ [report]: reportOf(repository.open()) })
      const baseline = variant.baseline ? baselines.get(repository.number) : undefined
      const inputs = inputsOf({
        reports: report,
        'aws-account-id': accountId,
        'refresh-after': variant.refreshAfter,
        ...(baseline !== undefined && { baseline }),
      })
      const began = time.now()
      const clock = { ticks: time.now, sleep: time.sleep }
      const connect = () => openConnection(inputs, { ...IDENTITY, ...clock })
      const world = { ...clock, now: () => new Date(), connect, placeholder: placeholderTarget(inputs) }
      const result = await runAction(collaboratorsIn(place, inputs, contextOf(place, { repository, kind, number }), world))
      if (kind !== 'pull request' && result.files.baseline !== undefined) baselines.set(repository.number, result.files.baseline)
      rmSync(join(place.workspace, report))
      return { kind, began, waited: time.now() - began, result }
    },
  }
}

/** Credentials come from the environment. */
const IDENTITY = { idTokenAvailable: false, getIdToken: async () => '', mask: () => {}, onRetry: () => {} }

function contextOf(
  place: Place,
  { repository, kind, number }: { readonly repository: Repository; readonly kind: Kind; readonly number: number },
): RunContext {
  const run = {
    runId: String(1_000_000 + number),
    runNumber: number,
    repository: `acme/r${repository.number}`,
    repositoryId: idOf(repository),
  }
  if (kind !== 'pull request') return contextIn(place, { ...run, eventName: kind === 'push' ? 'push' : 'schedule' })
  const sha = 'd'.repeat(40)
  const pullRequest = { number, headSha: sha, headRef: 'topic', baseRef: 'main', fromFork: false }
  return contextIn(place, { ...run, eventName: 'pull_request', scope: { kind: 'pull-request', number }, pullRequest, sha, branch: 'topic' })
}

function idOf({ number }: Pick<Repository, 'number'>): string {
  return String(5_000_000 + number)
}

/** Counts what goes over the wire. Bodies are forgotten as they come: a day of them would fill the memory. */
function createMeter() {
  let counts = { imports: NOTHING, lookups: NOTHING, night: { imports: 0, lookups: 0 } }
  let forget = () => {}
  const name = ({ operation }: RecordedRequest) =>
    operation === 'BatchImportFindings' ? ('imports' as const) : operation === 'GetFindings' ? ('lookups' as const) : undefined
  return {
    note(request: RecordedRequest) {
      const kind = name(request)
      if (kind === undefined) return
      counts = { ...counts, [kind]: added(counts[kind], request) }
      const isNight = new Date(request.at).getUTCHours() < MORNING_HOUR
      if (isNight && request.status === 200) counts = { ...counts, night: { ...counts.night, [kind]: counts.night[kind] + 1 } }
      if (request.status !== 0) forget()
    },
    forgetWith: (clear: () => void) => {
      forget = clear
    },
    reset: () => {
      counts = { imports: NOTHING, lookups: NOTHING, night: { imports: 0, lookups: 0 } }
    },
    counts: () => counts,
  }
}

/** By then every run of the night has long ended. */
const MORNING_HOUR = 8

function added(traffic: Traffic, { status, bytes, body }: RecordedRequest): Traffic {
  const findings = status === 200 && typeof body === 'object' && body !== null && 'Findings' in body ? body.Findings : []
  return {
    requests: traffic.requests + 1,
    throttled: traffic.throttled + (status === 429 ? 1 : 0),
    bytes: traffic.bytes + bytes,
    findings: traffic.findings + (Array.isArray(findings) ? findings.length : 0),
  }
}

function missing(wanted: ReadonlySet<number>, there: ReadonlySet<number>): number {
  return [...wanted].filter((one) => !there.has(one)).length
}

function compareWith(findings: readonly StoredFinding[], repositories: readonly Repository[]) {
  const stored = new Map<string, Set<number>>()
  for (const { Id = '', RecordState, Description } of findings) {
    if (RecordState !== 'ACTIVE') continue
    const repository = Id.split('/')[1] ?? ''
    stored.set(repository, (stored.get(repository) ?? new Set()).add(numberIn(Description)))
  }
  const compared = repositories.map((repository) => {
    const held = stored.get(idOf(repository)) ?? new Set<number>()
    const open = new Set(repository.open())
    return { lost: missing(open, held), leftOpen: missing(held, open) }
  })
  return {
    lost: compared.reduce((sum, { lost }) => sum + lost, 0),
    leftOpen: compared.reduce((sum, { leftOpen }) => sum + leftOpen, 0),
  }
}
