// @ts-check
import { createServer } from 'node:net';

/**
 * @param {number} port
 * @returns {Promise<void>}
 * @throws Error if somebody listens there already
 */
export function assertPortFree(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(
        new Error(
          `Port ${port} is busy; perhaps ChatZoo is already served there. Choose another: --port 0 takes any that is free.`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
