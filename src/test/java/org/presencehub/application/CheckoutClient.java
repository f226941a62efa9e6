package org.presencehub.application;

import org.presencehub.HubMethodName;

/** What the front end of the checkout listens for. */
public interface CheckoutClient {
    @HubMethodName("Orders_Paid")
    void paid(String order);

    void progress(int percent);
}
