package shop;

/** The customer cannot pay. Unchecked, so it rolls the transaction back. */
public class CreditExceededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CreditExceededException(String message) {
        super(message);
    }
}
