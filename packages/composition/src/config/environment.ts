/** What the configuration is read from: `process.env`, or a plain object in tests. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Every fault of the configuration at once, in words; the process does not start with any. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

interface IntegerLimits {
  default: number
  minimum: number
  maximum: number
}

/** Reads variables and collects what is wrong with them. An empty variable counts as absent. */
export function environmentReader(environment: Environment) {
  const faults: string[] = []

  function text(name: string): string | undefined {
    const value = environment[name]?.trim()
    return value === '' ? undefined : value
  }

  function integer(name: string, limits: IntegerLimits): number {
    const value = text(name)
    if (value === undefined) return limits.default
    const number = Number(value)
    if (Number.isInteger(number) && number >= limits.minimum && number <= limits.maximum)
      return number
    faults.push(`${name} is a whole number from ${limits.minimum} to ${limits.maximum}.`)
    return limits.default
  }

  function flag(name: string, byDefault: boolean): boolean {
    const value = text(name)?.toLowerCase()
    if (value === undefined) return byDefault
    if (['true', '1', 'yes', 'on'].includes(value)) return true
    if (['false', '0', 'no', 'off'].includes(value)) return false
    faults.push(`${name} is true or false.`)
    return byDefault
  }

  function choice<Value extends string>(
    name: string,
    values: readonly Value[],
    byDefault: Value,
  ): Value {
    const value = text(name)
    if (value === undefined) return byDefault
    const found = values.find((each) => each === value)
    if (found === undefined) faults.push(`${name} is one of ${values.join(', ')}.`)
    return found ?? byDefault
  }

  function url(name: string, protocols: readonly string[]): string | undefined {
    const value = text(name)
    if (value === undefined || protocols.includes(URL.parse(value)?.protocol ?? '')) return value
    faults.push(
      `${name} is an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}.`,
    )
    return undefined
  }

  return {
    text,
    integer,
    flag,
    choice,
    url,
    /** Adds a fault that concerns several variables. */
    refuse: (fault: string): void => void faults.push(fault),
    /** Throws when anything was wrong. */
    finish: (): void => {
      if (faults.length > 0) throw new ConfigurationError(faults)
    },
  }
}

export type EnvironmentReader = ReturnType<typeof environmentReader>
