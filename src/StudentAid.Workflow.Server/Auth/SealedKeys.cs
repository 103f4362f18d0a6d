using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// Keeps the keys of cookies and of uploads under way sealed by the master key: a copy of the data folder lets nobody make a cookie. After the master key was changed they
/// do not open any more, new ones are made, and people sign in again.
/// </summary>
public sealed class SealedKeys(MasterSeal seal) : IXmlEncryptor
{
    private const string Element = "sealed";

    private static readonly XNamespace Keys = "http://schemas.asp.net/2015/03/dataProtection";

    public static MasterSeal SealOf(MasterKey master) => new(master, "sign-in-keys/1");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement(Element, Convert.ToBase64String(seal.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))), typeof(Opener));

    /// <summary>Seals the keys in this folder that an earlier program has written in clear.</summary>
    public void SealWhatIsClear(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.xml"))
        {
            var document = XDocument.Load(path);
            var clear = document.Descendants().Where(e => (bool?)e.Attribute(Keys + "requiresEncryption") == true).ToList();
            if (clear.Count == 0)
                continue;
            foreach (var element in clear)
            {
                var made = Encrypt(new XElement(element));
                element.ReplaceWith(new XElement(Keys + "encryptedSecret", new XAttribute("decryptorType", made.DecryptorType.AssemblyQualifiedName!), made.EncryptedElement));
            }

            document.Save(path + ".new");
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    /// <summary>Made by the framework, which hands it the services.</summary>
    public sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        private readonly MasterSeal seal = SealOf(services.GetRequiredService<MasterKey>());

        public XElement Decrypt(XElement encryptedElement)
        {
            try
            {
                return XElement.Parse(Encoding.UTF8.GetString(seal.Open(Convert.FromBase64String(encryptedElement.Value))));
            }
            catch (VaultException e)
            {
                throw new CryptographicException(e.Message, e);
            }
        }
    }
}
