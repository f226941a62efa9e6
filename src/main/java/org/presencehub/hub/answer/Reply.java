package org.presencehub.hub.answer;

import org.jspecify.annotations.Nullable;

/** How a call is answered. Called once, by the thread that ran the method. */
public interface Reply {
    /** The method has returned this. */
    void returned(@Nullable Object result);

    /** The method threw this. */
    void threw(Throwable cause);

    /** The method was not called. */
    void refused(Refusal refusal);
}
