import { test } from '@jest/globals'
import { connect, importAll, localHubs, realClock } from './local.js'
import { sampleFindings } from './sample.js'
const startHub = localHubs()
test.each([[3,3000],[6,5000]])('contention %d x %d', async (n, count) => {
  const hub = await startHub({ quotas: true, latencyMs: 300 })
  const t = performance.now()
  const out = await Promise.all(Array.from({length: n}, async (_, i) => { const c = connect(); const r = await importAll(c, sampleFindings(count, `j${i}/`), realClock); return JSON.stringify({imp: r.imported, unsent: r.unsent.length, e: r.errors.map(e=>e.code), w: c.wire().importFindings}) }))
  console.log((performance.now()-t)/1000, out.join('\n'))
}, 300000)
