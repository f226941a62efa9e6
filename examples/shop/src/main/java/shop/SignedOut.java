package shop;

/** Somebody signed out; fired as a CDI event. */
public record SignedOut(String user) {}
