import { defineConfig } from 'prisma/config';

// The URL is needed by `prisma migrate` and `prisma studio` only; the application hands its own to the driver.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
