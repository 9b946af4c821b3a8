"""Thesaurus: words of one meaning."""

# Each line, words of one meaning: where a paper and its paraphrase choose differently.
GROUPS = """
patient patients subject subjects participant
patient participants individual individuals people person persons
heart cardiac cardial myocardial myocardium
kidney renal nephric
liver hepatic
lung pulmonary
brain cerebral
stomach gastric
skin cutaneous dermal
bone osseous skeletal
blood haematic hematic
gut intestinal intestine bowel enteric
tumor tumour cancer neoplasm neoplastic malignancy carcinoma cancerous
child children childhood pediatric paediatric kid
baby babies infant infants
newborn neonate neonatal
elderly older aged geriatric
woman women female females
man men male males
pregnancy pregnant gestation gestational
death die died mortality dead fatal dying deaths fatality lethal
survival survive survived survivor
drug medication medicine pharmaceutical agent
treat treatment therapy therapeutic treated regimen therapies
surgery surgical operation operative operated
doctor physician clinician
illness disease disorder condition
infect infection infectious infected
increase rise rose risen raise raised raising elevate
increase elevated elevation elevating increment up-regulated upregulate upregulated upregulation
increase enhance enhanced augment heighten boost gain grew
decrease reduce reduction lower lowered lowering lowers
decrease decline fall fell fallen drop diminish
decrease diminished downregulate downregulated downregulation lessen decrement cut
higher greater larger
fewer less
fast faster rapid quick quicker accelerate accelerated speed speeds rapidly quickly acceleration
slow slower delay delayed retard decelerate
inhibit suppress suppression inhibition block blockade inhibitor inhibitory repress
trigger induce induction provoke elicit evoke induced
improve improvement ameliorate amelioration better
worsen deteriorate deterioration worse aggravate exacerbate exacerbation
adverse side unwanted undesirable
event effect reaction
frequent common commonest prevalent usual frequently commonly
stop discontinue discontinued discontinuation cease cessation quit withdraw withdrew stopping
begin start initiate initiation commence onset began
toxic toxicity
hepatotoxicity hepatotoxic
remission remit
relapse recur recurrence recurrent relapsed
respond response responder
tolerate tolerated tolerability tolerable
safe safety
effective efficacy efficacious effectiveness
harmful detrimental deleterious
kinetics kinetic
cell cellular
gene genetic genetically
heredity hereditary inherited inheritance heritable familial
silence knockdown knock-down silencing silenced knock
express expression expressed
mutate mutation mutated mutant mutations
transplant transplantation graft grafted transplanted
recipient recipients
protein proteins
inject injection injected
diabetes diabetic diabetics
obese obesity overweight
hypertension hypertensive
smoke smoking smoker smoked
drink drinking alcohol ethanol
exercise training
diet dietary food nutrition nutritional feed fed feeding
intake consumption consume ingest ingestion
sick ill
pain painful analgesia ache
anxiety anxious
depression depressive depressed
psychological mental psychic psychiatric
cognition cognitive
memory mnemonic
sleep sleeping
eye ocular ophthalmic
ear otic auditory hearing
tooth teeth dental
muscle muscular
nerve neural neuronal neuron neurons neurones nervous
vessel vascular vasculature
vein venous
artery arterial
bacteria bacterial bacterium
virus viral
fungus fungal fungi
immune immunity immunological immunologic
inflammation inflammatory inflamed
oxidative oxidation
allergy allergic
hormone hormonal
thyroid thyroidal
serum sera
urine urinary
plasma plasmatic
fat adipose lipid fatty
sugar glucose glycemic glycaemic
cholesterol
membrane membranous
nucleus nuclear
lethargy fatigue tiredness
vomit vomiting emesis
fever pyrexia febrile
stroke apoplexy
attack infarction
clot thrombosis thrombus thrombotic
bleed bleeding hemorrhage haemorrhage hemorrhagic haemorrhagic
wound injury injured lesion lesional trauma traumatic injuries
fracture break broken fractured
healing heal healed
scar scarring cicatrix
hair follicle follicular
baldness alopecia
dense density
thick thickness
weigh weight
size sizes dimension
age aged old
sex gender
danger hazard risk hazards risky
odds likelihood probability chance
prevent prevention preventive prophylaxis prophylactic avoid protect protection protective
radiotherapy radiation irradiation irradiated irradiate
diagnose diagnosis diagnostic diagnosed
detect detection detectable identify identification
examine examination
screen screening
measure measurement measured
predict predictor prediction predictive
marker biomarker indicator
cure cured curative
vaccine vaccination vaccinate vaccinated immunization immunisation
hospital hospitalised hospitalized hospitalization inpatient
visit visits
symptom symptomatic symptoms
severe severity serious
mild slight
rare rarely seldom uncommon infrequent infrequently
strong potent powerful potency strength
correlate correlation
associate association link linked relate relationship
important crucial essential vital key
include comprise contain consist
need require requirement necessary
connect couple
bind binding bound
regulate regulation regulatory regulator control
activate activation active
proliferate proliferation proliferative
apoptosis apoptotic
migrate migration migratory
invade invasion invasive
develop development
form formation formed
differentiate differentiation
grow growth
produce production
secrete secretion secreted release
synthesis synthesize synthesise synthetic
degrade degradation
accumulate accumulation
localize localization localise located location
transmit transmission transmitted
expose exposure exposed
model modelling modeling
compare comparison
select selection chosen choose
random randomised randomized randomisation randomization randomly
blind blinded masked
retrospective retrospectively
prospective prospectively
follow-up followup followed
placebo sham dummy
oral orally
topical topically
intravenous intravenously iv
subcutaneous subcutaneously sc
intramuscular intramuscularly
daily day
weekly week
monthly month
yearly annual annually year
question uncertain unclear unknown
hypothalamus hypothalamic
hippocampus hippocampal
cortex cortical
spine spinal
thorax thoracic chest
abdomen abdominal
pelvis pelvic
colon colonic colorectal
prostate prostatic
breast mammary
uterus uterine
ovary ovarian
testis testicular testes
pancreas pancreatic
spleen splenic
bladder vesical
antibody antibodies immunoglobulin
menopause postmenopausal menopausal
preterm premature prematurely prematurity
birth born delivery
ciclosporin cyclosporin cyclosporine
adrenaline epinephrine
noradrenaline norepinephrine
paracetamol acetaminophen
salbutamol albuterol
frusemide furosemide
lignocaine lidocaine
approve approved approval licensed license
alt alanine
ast aspartate
analgesic analgesics painkiller painkillers
employee employees staff worker workers
caesarean cesarean caesarian c-section sectio
drink drank drunk
eat ate eaten
bleed bled
proliferate multiply multiplied
platelet thrombocyte
leukocyte leucocyte
erythrocyte
vaccinated immunised immunized
abdominal belly
curriculum teaching
convulsion seizure seizures convulsions
itch pruritus itching
rash exanthema
swelling oedema edema swollen
breathlessness dyspnea dyspnoea
""".strip().splitlines()
