package small;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** REST at the root: what no servlet, and so no hub, is mapped to. */
@ApplicationPath("/")
public class Rest extends Application {}
