package shop;

/** A product has another price now; fired as a CDI event. */
public record PriceChanged(String product, int cents) {}
