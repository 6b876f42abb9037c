import type { Ports } from '../ports.ts'
import { acceptShare, declineShare } from './answer-share.ts'
import { changeShare, endShare } from './change-share.ts'
import { listShares } from './list-shares.ts'
import { handOver, offerShare } from './offer-share.ts'

export type Sharing = ReturnType<typeof sharing>

export function sharing(ports: Ports) {
  return {
    list: listShares(ports),
    offer: offerShare(ports),
    handOver: handOver(ports),
    accept: acceptShare(ports),
    decline: declineShare(ports),
    change: changeShare(ports),
    end: endShare(ports),
  }
}
