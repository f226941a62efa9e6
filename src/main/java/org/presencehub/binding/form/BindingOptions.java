package org.presencehub.binding.form;

import java.util.Map;
import org.presencehub.config.Settings;

/**
 * How objects of applications travel, where there is a choice. Immutable.
 *
 * @param enumsAsNumbers {@value #ENUMS}: whether enums are numbers in JSON, as .NET has them, and not names; both are read
 * @param upperCamel {@value #MEMBERS}: whether members have capitals in MessagePack, where typed .NET clients look for them by the letter
 */
public record BindingOptions(boolean enumsAsNumbers, boolean upperCamel) {
    private static final String ENUMS = "presencehub.json.enums";
    private static final String MEMBERS = "presencehub.messagepack.members";

    /** Names, and members as they are declared. */
    public static final BindingOptions DEFAULTS = new BindingOptions(false, false);

    /** {@return what the settings say} */
    public static BindingOptions from(Settings settings) {
        return new BindingOptions(
                settings.choice(ENUMS, Map.of("names", false, "numbers", true)).orElse(DEFAULTS.enumsAsNumbers),
                settings.choice(MEMBERS, Map.of("as-declared", false, "upper-camel", true))
                        .orElse(DEFAULTS.upperCamel));
    }
}
