export const registrationModes = ['open', 'invite', 'closed'] as const

/** Who may make an account: everyone who reaches PHRM, who was invited, or nobody. The first account is always free. */
export type RegistrationMode = (typeof registrationModes)[number]
