/** Where the lab of this machine keeps what it makes, running trainings among it. */
export const artefactsFolder = (): string => process.env.MIRRORSCOPE_ARTEFACTS ?? 'artefacts';
