//! Finding a setting by its path, and by the GUID in RunTime.xml.

use super::super::table;

#[test]
fn a_path_is_found_as_it_is_written() {
    let found = table().get("Accounts/Users/User/Password").unwrap();
    assert_eq!(found.name(), "Password");
    assert_eq!(found.parent(), "Accounts/Users/User");
    assert!(table().get("accounts/users/user/password").is_none());
    assert!(table().get("").is_none());
    assert!(table().get("Accounts/").is_none());
}

#[test]
fn a_path_is_found_in_any_case() {
    let found = table().get_ignoring_case("accounts/USERS/user/PassWord").unwrap();
    assert_eq!(found.path, "Accounts/Users/User/Password");
    for setting in table().iter() {
        let found = table().get_ignoring_case(&setting.path.to_uppercase()).unwrap();
        assert_eq!(found.path, setting.path);
        assert_eq!(table().get(setting.path).unwrap().path, setting.path);
    }
}

#[test]
fn children_are_one_step_below() {
    let names = |path| table().children(path).map(|child| child.name()).collect::<Vec<_>>();
    assert_eq!(names("Accounts"), ["Azure", "ComputerAccount", "Users"]);
    assert_eq!(names("Accounts/Users/User"), ["HomeDir", "Password", "UserGroup"]);
    assert_eq!(names("Accounts/Users/User/Password"), [""; 0]);
    assert_eq!(names("NoSuchGroup"), [""; 0]);
    assert!(names("").contains(&"OOBE"));
    assert!(table().children("").all(|group| group.depth() == 0));
}

#[test]
fn every_setting_is_the_child_of_one() {
    let below: usize = table().iter().map(|setting| table().children(setting.path).count()).sum();
    assert_eq!(below + table().children("").count(), table().iter().count());
}

#[test]
fn a_group_guid_names_its_setting_however_it_is_written() {
    let forms = [
        "7914a852-d6e7-5b44-b220-86bd0192cdaa",
        "7914A852-D6E7-5B44-B220-86BD0192CDAA",
        "{7914a852-d6e7-5b44-b220-86bd0192cdaa}",
        "7914a852-d6e7-5b44-b220-86bd0192cdaa_2",
        " {7914A852-d6e7-5b44-b220-86bd0192cdaa}_11 ",
    ];
    for form in forms {
        let found = table().by_settings_group(form).unwrap();
        assert_eq!(found.path, "Accounts/Azure/BPRT", "{form}");
    }
    assert!(table().by_settings_group("00000000-0000-0000-0000-000000000000").is_none());
    assert!(table().by_settings_group("").is_none());
    assert!(table().by_settings_group("_").is_none());
}

#[test]
fn groups_seen_in_packages_are_found() {
    let seen = [
        ("9de9b0e5-6d03-5ff6-a648-12a9d1c34bba", "Accounts"),
        (
            "4b8f0380-fb7b-5260-a2bc-8ee59ea45313",
            "Policies/Security/RequireProvisioningPackageSignature",
        ),
        (
            "56ccb8ff-b5f2-5806-a504-ab9091876608",
            "ProvisioningCommands/PrimaryContext/Command/CommandConfig/CommandLine",
        ),
        ("d66ea0fd-afd5-5f17-a853-597f25399be1", "Policies/Start/ConfigureStartPins"),
        // Builds of 2015 and 2016.
        ("Policies", "Policies"),
        ("Workplace", "Workplace"),
    ];
    for (group, path) in seen {
        assert_eq!(table().by_settings_group(group).unwrap().path, path);
    }
}
