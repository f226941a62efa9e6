import { chromium } from "playwright-core";

/** A real Chromium: Debian's, or the one that CHROMIUM names. */
export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [
            "--no-sandbox",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-quic",
            "--disable-sync",
            // A server under test has signed its certificate itself.
            "--ignore-certificate-errors",
            // A host that is not local, for a page nobody allowed.
            "--host-resolver-rules=MAP foreign.example 127.0.0.1",
        ],
    });
}
