package desk;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.presencehub.DirectedMessage;

/** Tells users something. Each call of an enterprise bean is a transaction; what is fired in it leaves on commit. */
@Stateless
public class Notices {
    @Inject
    private Event<DirectedMessage> messages;

    @Resource
    private SessionContext context;

    /** Browsers hear {@code Desk_Told(text)}. */
    public void tell(String user, String text) {
        messages.fire(DirectedMessage.toUser(user, "Desk", "Told", text));
    }

    /** Thinks better of it after the message was fired: nobody hears of it. */
    public void tellAndTakeBack(String user, String text) {
        tell(user, text);
        context.setRollbackOnly();
    }
}
