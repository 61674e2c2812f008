package dev.metabuilder.database.security;

import dev.metabuilder.database.users.Account;
import dev.metabuilder.database.users.LoginService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** The users of MetaBuilder, as the container's identity store. */
@ApplicationScoped
public class UserIdentityStore implements IdentityStore {

    @Inject
    private LoginService loginService;

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof UsernamePasswordCredential login)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return of(loginService.logIn(login.getCaller(), login.getPasswordAsString()));
    }

    /** Returns the result of {@link #validate} if the password was verified recently, or else that it is not valid. */
    CredentialValidationResult proven(UsernamePasswordCredential login) {
        return of(loginService.proven(login.getCaller(), login.getPasswordAsString()));
    }

    private static CredentialValidationResult of(Account account) {
        return result(account == null ? null : Caller.of(account));
    }

    /** Returns the container's form of a caller; null stands for an unknown caller. */
    static CredentialValidationResult result(Caller caller) {
        return caller == null
                ? CredentialValidationResult.INVALID_RESULT
                : new CredentialValidationResult(caller, caller.groups());
    }
}
