package org.presencehub.config;

import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.console.ConsoleOptions;
import org.presencehub.http.RequestOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.hubs.HubsOptions;
import org.presencehub.hubs.LatchOptions;
import org.presencehub.lifecycle.DrainOptions;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.transport.options.TransportOptions;

/** The options of all jars, as they follow from the same settings. Immutable. */
record Configuration(
        AuthOptions auth,
        TokenVerifier verifier,
        RequestOptions requests,
        HubOptions hubs,
        DrainOptions drain,
        PresenceOptions presence,
        TransportOptions transport,
        BindingOptions binding,
        HubsOptions builtIn,
        LatchOptions latch,
        ConsoleOptions console) {
    static Configuration from(Settings settings) {
        AuthOptions auth = AuthOptions.from(settings);
        return new Configuration(
                auth,
                TokenVerifier.of(auth),
                RequestOptions.from(settings),
                HubOptions.from(settings),
                DrainOptions.from(settings),
                PresenceOptions.from(settings),
                TransportOptions.from(settings),
                BindingOptions.from(settings),
                HubsOptions.from(settings),
                LatchOptions.from(settings),
                ConsoleOptions.from(settings));
    }
}
