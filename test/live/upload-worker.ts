import { startUploadServer } from "./start-upload-server.ts";

// A server for files in a process of its own, to be killed: node upload-worker.ts <folder> <port>.
const [dataDir = "", port = "0"] = process.argv.slice(2);
const server = await startUploadServer(dataDir, { port: Number(port) });
process.stdout.write(`${new URL(server.address).port}\n`);
